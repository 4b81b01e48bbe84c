"""Whom pronouns attached to a trigger stand for."""

from __future__ import annotations

from dataclasses import replace

from events.coding.reference import Discourse, agrees
from events.coding.syntax import Actor


def object_pronoun(
    pronoun: str, subject: tuple[Actor, ...], discourse: Discourse, at: tuple[int, int]
) -> tuple[Actor, ...]:
    """Whom a pronoun attached to the verb `at` (sentence, token) stands for: both sides where it is dual, else somebody
    named not far before who agrees with it and is not the subject."""
    if not pronoun.startswith("3"):
        return ()
    if pronoun.endswith("d"):
        both = discourse.two_but(subject)
        return tuple(replace(a, weight=a.weight * 0.8, how="pronoun") for a in both)
    other = discourse.other(subject, pronoun, at)
    if other is None:
        return ()
    return (replace(other, weight=other.weight * 0.8, how="pronoun"),)


def owner_pronoun(pronoun: str, discourse: Discourse) -> tuple[Actor, ...]:
    """Whose act a noun with a pronoun is: both sides where it is dual, else the last clause's subject, else the actor
    named last."""
    if not pronoun.startswith("3"):
        return ()
    if pronoun.endswith("d"):
        return discourse.subject if len(discourse.subject) == 2 else discourse.two()
    if discourse.subject:
        if len(discourse.subject) == 1 and not agrees(discourse.subject[0], pronoun):
            return ()
        return tuple(replace(a, weight=a.weight * 0.7, how="pronoun") for a in discourse.subject)
    last = discourse.last()
    return (replace(last, weight=last.weight * 0.6, how="pronoun"),) if last else ()
