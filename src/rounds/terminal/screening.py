"""One post through the privacy engine, in each form of output."""

from rounds.engines.privacy import RULES, Screening, Verdict, as_json, redact, screen
from rounds.engines.privacy.findings import Finding
from rounds.terminal import sarif
from rounds.terminal.posts import Post
from rounds.terminal.work import Done, Task, clean, line_of_json, shown_place

LEVELS = {Verdict.BLOCK: "error", Verdict.REVIEW: "warning", Verdict.CLEAR: "note"}
WORDS = {Verdict.BLOCK: "must fix", Verdict.REVIEW: "look at", Verdict.CLEAR: "note"}


def do(task: Task, post: Post) -> Done:
    voice = post.voice or task.voice
    try:
        if task.redact:
            return redacted(task, post, voice)
        found = screen(
            post.text,
            voice=voice,
            channel=post.channel or task.channel,
            policy=task.policy,
            authorization=task.authorization,
            on=task.on,
        )
    except ValueError as error:
        return Done("", "faulty", fault=f"{post.source}:{post.line}: {error}", size=post.size)
    form = {"json": for_programs, "sarif": for_tools, "text": for_people}[task.format]
    return Done(form(post, found), found.verdict.value, found.verdict is Verdict.BLOCK, size=post.size)


def redacted(task: Task, post: Post, voice: str) -> Done:
    found = redact(post.text, voice=voice, policy=task.policy, key=task.key)
    if task.format == "text":
        return Done(found.text + ("" if found.text.endswith("\n") else "\n"), "redacted", size=post.size)
    marks = [{"start": one.start, "end": one.end, "type": one.type, "mark": one.placeholder} for one in found.marks]
    return Done(line_of_json({"id": post.id, "text": found.text, "marks": marks}), "redacted", size=post.size)


def for_programs(post: Post, found: Screening) -> str:
    return line_of_json({"id": post.id, **as_json(found)})


def for_people(post: Post, found: Screening) -> str:
    if not found.findings:
        return f"{shown_place(post, None)}: nothing found\n"
    lines = [sentence(post, one) for one in found.findings]
    lines += [f"  {one.kind}: {clean(' '.join(one.text.split()))}" for one in found.rewrites]
    return "\n".join(lines) + "\n"


def sentence(post: Post, one: Finding) -> str:
    words = f' "{clean(" ".join(one.text.split()))}"' if one.start is not None else ""
    return f"{shown_place(post, one.start)}: {WORDS[one.level]}:{words} {one.why} [{one.rule}; {one.law}]"


def for_tools(post: Post, found: Screening) -> str:
    """Without the words themselves: such a file is sent to others, and the place says where to look."""
    return "".join(
        sarif.result(NAMES.index(one.rule), one.rule, LEVELS[one.level], one.why, post, start=one.start, end=one.end)
        for one in found.findings
    )


NAMES = list(RULES)


def rules() -> list[sarif.Rule]:
    return [
        sarif.Rule(rule.id, rule.why, f"{rule.why} Law or guidance: {rule.law}.", LEVELS[rule.level])
        for rule in RULES.values()
    ]
