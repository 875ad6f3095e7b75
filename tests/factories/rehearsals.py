"""A small rehearsal that is right, to be spoiled by one thing at a time, and people who play it."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.training.actions.rehearsal_files import store_rehearsals
from rounds.training.actions.rehearsing import begin_rehearsal, give_answer
from rounds.training.models import Rehearsal, RehearsalAttempt
from rounds.training.rehearsing.reading import read_text

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
GOOD = "Thank you. We want to hear more. Call us on 555-0142."
CLOSED = "Thank you for telling us."
ANGRY = "That is nonsense."
KIND = "We are so sorry about your visit to our emergency department."
TEXT = """---
title: A loud ward
summary: A review says the ward is loud.
language: en
audiences: [nurse, communications]
purposes: [connect]
subject: reviews
minutes: 6
principle: Never confirm that somebody is a patient
voice: organisation
contacts: ["555-0142"]
sources:
  - title: A rule
    publisher: An office
    date: "2013"
---

## Situation

You look after the accounts of Northlake Hospital.

::: screen review
From: Dana W
Where: A review site
When: Sunday, 22:14
Rating: 1

The ward was loud all night.
:::

## Task

Decide what to do.

Choose:
- answer: Answer under the review (write, 10 minutes)
- silence: Say nothing (60 minutes)

When: choice is silence
Then: ignored

When: privacy is block or review
Then: told

When: draft says "nonsense"
Then: fight

When: draft does not name a private channel
Then: closed

Otherwise: asked

## Step ignored: Nobody answers

Result: not yet
Later: 30 minutes

A neighbour joins in [1].

## Step told: A screenshot

Result: not yet

Your words say that Dana was there.

## Step fight: It gets worse

Result: lost

The paper calls.

## Step closed: A closed door

Result: not yet
Later: 20 minutes

Dana asks whom to call.

## Step asked: Dana asks again

Later: 5 minutes

"Say that I was there."

Choose:
- call: Wait for the call (5 minutes)
- answer: Answer once more (write)

When: choice is call
Then: heard

When: privacy is not clear
Then: told

Otherwise: heard

## Step heard: The phone rings

Result: good

Dana calls.

## What a good answer does

- Thanks the writer.
- Confirms nothing.
- Gives a number.

## Worked answer

Choice: answer

Thank you. We want to hear more. Call us on 555-0142.

Choice: call

## Why it works

It keeps the rule [1].

## Keep it fresh

::: question one loud-first
Which line?

- [x] Thank you.
  > It is true for anybody.
- [ ] Your stay.
  > It tells.
:::

::: question one loud-second
Who reads along?

- [ ] Nobody
  > Many do.
- [x] Everybody
  > Yes.
:::

::: question one loud-third
What is missing?

- [x] A number
  > Yes.
- [ ] A fight
  > No.
:::
"""


def make_rehearsal(slug: str = "loud-ward", text: str = TEXT) -> Rehearsal:
    store_rehearsals([read_text(slug, text)], by=None, at=NOON)
    return Rehearsal.objects.get(slug=slug)


def play(
    person: Person, rehearsal: Rehearsal, *answers: tuple[str, str], at: dt.datetime = NOON, minutes: int = 3
) -> RehearsalAttempt:
    """Give answers one after the other, some minutes apart."""
    attempt = begin_rehearsal(person, rehearsal, at=at)
    for choice, words in answers:
        at += dt.timedelta(minutes=minutes)
        number = attempt.answered + 1
        attempt = give_answer(attempt, number=number, choice=choice, words=words, tab="tab", at=at).attempt
    return attempt


def finish(person: Person, rehearsal: Rehearsal, *, at: dt.datetime = NOON) -> RehearsalAttempt:
    return play(person, rehearsal, ("answer", GOOD), ("call", ""), at=at)
