"""Irregular participles, and words in -ed that tell a state rather than a deed."""

IRREGULAR = {
    pair.partition("/")[0]: pair.partition("/")[2] or pair
    for line in (
        "beaten/beat bitten/bit blown/blew bought bound bred broken/broke brought built burnt caught chosen/chose cut dealt drawn/drew",
        "driven/drove eaten/ate fed felt fought forbidden/forbade forgotten/forgot forgiven/forgave found frozen/froze given/gave",
        "held heard hidden/hid hit hurt kept known/knew laid led left lent lit lost made meant met overseen/oversaw paid put read",
        "ridden/rode said seen/saw sent set sewn/sewed shaken/shook shot shown/showed shut sold sought spent split spread stolen/stole",
        "struck stuck sworn/swore swept taken/took taught thrown/threw told torn/tore understood undertaken/undertook withdrawn/withdrew",
        "withheld won worn/wore written/wrote done/did drunk/drank overcome/overcame run/ran begun/began rewritten/rewrote upheld",
    )
    for pair in line.split()
}
STATES = frozenset(
    word
    for line in (
        "concerned tired interested excited worried pleased scared bored married supposed used aged advanced complicated limited related",
        "based located experienced qualified educated dedicated committed prepared relaxed depressed stressed disabled infected overweight",
        "surprised frightened confused embarrassed ashamed satisfied frustrated disappointed exhausted annoyed retired crowded detailed",
        "naked wicked sacred hundred indeed need speed bed red seed feed shed bleed breed proceed exceed succeed agreed unplanned blessed",
        "pressed rushed determined convinced involved engaged opposed inclined delighted honored honoured thrilled overwhelmed gifted",
        "talented skilled trained licensed certified allergic finished located closed vaccinated insured left lost hurt known read set",
        "called needed required meant named",
        "stuck shut put cut hit lit done run worn won met elevated isolated distended unused unaffected unexpected unwanted",
    )
    for word in line.split()
)
