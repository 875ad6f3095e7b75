from rounds.directory.models.accounts import AccountChange, HospitalAccount
from rounds.directory.models.claims import Claim
from rounds.directory.models.figures import FigureNote, Publication, PublishedFigure, Snapshot, SnapshotFigure
from rounds.directory.models.hospitals import FormerName, Hospital
from rounds.directory.models.imports import ImportLine, ImportRun
from rounds.directory.models.networks import NetworkName, SocialNetwork
from rounds.directory.models.proofs import Proof
from rounds.directory.models.questions import JoinQuestion, LookAlike

__all__ = [
    "AccountChange",
    "Claim",
    "FigureNote",
    "FormerName",
    "Hospital",
    "HospitalAccount",
    "ImportLine",
    "ImportRun",
    "JoinQuestion",
    "LookAlike",
    "NetworkName",
    "Proof",
    "Publication",
    "PublishedFigure",
    "Snapshot",
    "SnapshotFigure",
    "SocialNetwork",
]
