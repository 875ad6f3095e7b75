from rounds.credentials.views.holder import badge_json, badge_svg, certificate, mine
from rounds.credentials.views.machine import did, issuer_json, picture, status, verify_json
from rounds.credentials.views.public import issuer, look_up, verify
from rounds.credentials.views.staff import issued, issued_csv, reissue, revoke

__all__ = [
    "badge_json", "badge_svg", "certificate", "did", "issued", "issued_csv", "issuer", "issuer_json", "look_up", "mine",
    "picture", "reissue", "revoke", "status", "verify", "verify_json",
]  # fmt: skip
