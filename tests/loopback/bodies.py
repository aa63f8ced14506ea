"""What Discord checks in a request's body before it takes it: messages, components, modals."""

import re
from collections.abc import Iterator
from typing import Any

from tests.loopback.refusals import Refusal
from tests.loopback.world import Json

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
ROW, BUTTON, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 4, 10, 18
SELECTS = (3, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6
SNOWFLAKE = re.compile(r"[0-9]{1,20}")


class Checker:
    """Collects what is wrong with a body, each with its path, and refuses it as Discord does."""

    def __init__(self) -> None:
        self.errors: dict[str, Any] = {}
        self.deviations: list[str] = []

    def wrong(self, path: str, code: str, message: str) -> None:
        """Note an error at a dotted path."""
        node = self.errors
        for key in path.split("."):
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def text(self, value: object, path: str, most: int, least: int = 0) -> str:
        """Check a string's length and give it; anything else counts as empty."""
        if not isinstance(value, str):
            if value is not None or least:
                self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret as string.")
            return ""
        if not least <= len(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most}.")
        return value

    def items(self, value: object, path: str, most: int) -> list[Json]:
        """Check a list of objects and give it."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only a list of objects fits here.")
            return []
        if len(value) > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def kind(self, value: object, path: str, *kinds: type) -> None:
        """Check a value's JSON type; null passes. A bool is no int."""
        fits = isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
        if value is not None and not fits:
            self.wrong(path, "BASE_TYPE_CHOICES", f"Must be one of {kinds}.")

    def deviates(self, ids: list[object], path: str) -> None:
        """Note ids that Discord takes although its published description wants strings."""
        if not all(isinstance(one, str) for one in ids):
            self.deviations.append(path)

    def finish(self) -> None:
        """Raise Refusal 50035 when anything was wrong."""
        if self.errors:
            raise Refusal(50035, self.errors)


def check_message(body: Json, files: int, kept: int | None = None) -> list[str]:
    """Check a message's body. ``kept`` is None for a new one, else its attachments so far.

    Gives what Discord takes all the same, though its published description says otherwise.
    """
    check = Checker()
    content = check.text(body.get("content"), "content", 2000)
    nonce = body.get("nonce")
    check.kind(nonce, "nonce", str, int)
    if isinstance(nonce, str):
        check.text(nonce, "nonce", 25)
    check.kind(body.get("tts"), "tts", bool)
    check.kind(body.get("enforce_nonce"), "enforce_nonce", bool)
    check.kind(body.get("flags"), "flags", int)
    embeds = check_embeds(check, body.get("embeds"))
    components = check_components(check, body)
    check_mentions(check, body.get("allowed_mentions"))
    check_attachments(check, body.get("attachments"), files)
    check.finish()
    if kept is None and not (content.strip() or embeds or components or files):
        raise Refusal(50006)
    return check.deviations


def check_attachments(check: Checker, value: object, files: int) -> None:
    """Check that new attachments name files that were sent along."""
    for number, item in enumerate(check.items(value, "attachments", 10)):
        reference = str(item.get("id", ""))
        check.deviates([item.get("id")], f"attachments.{number}.id")
        is_new = reference.isdigit() and int(reference) < 10
        if not SNOWFLAKE.fullmatch(reference) or (is_new and int(reference) >= files):
            check.wrong(f"attachments.{number}.id", "NO_FILE", "No file of this id was sent.")


def check_embeds(check: Checker, value: object) -> list[Json]:
    """Check embeds: each part's length, addresses, and 6,000 characters together."""
    embeds = check.items(value, "embeds", 10)
    total = 0
    for number, embed in enumerate(embeds):
        path = f"embeds.{number}"
        texts = [
            check.text(embed.get("title"), f"{path}.title", 256),
            check.text(embed.get("description"), f"{path}.description", 4096),
            check.text(_inside(embed, "footer").get("text"), f"{path}.footer.text", 2048),
            check.text(_inside(embed, "author").get("name"), f"{path}.author.name", 256),
        ]
        for place, item in enumerate(check.items(embed.get("fields"), f"{path}.fields", 25)):
            texts.append(check.text(item.get("name"), f"{path}.fields.{place}.name", 256, 1))
            texts.append(check.text(item.get("value"), f"{path}.fields.{place}.value", 1024, 1))
        for part in ("", "image", "thumbnail", "author", "footer"):
            key = "icon_url" if part == "footer" else "url"
            url = (_inside(embed, part) if part else embed).get(key)
            if url is not None and not re.match(r"(https?|attachment)://\S+$", str(url)):
                check.wrong(f"{path}.{part or key}", "URL_TYPE_INVALID_SCHEME", "Not a URL.")
        check.kind(embed.get("color"), f"{path}.color", int)
        total += sum(map(len, texts))
        if not any(texts) and not any(embed.get(k) for k in ("image", "thumbnail", "video")):
            check.wrong(path, "EMPTY_EMBED", "An embed needs something to show.")
    if total > 6000:
        check.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embeds exceed 6000 characters.")
    return embeds


def _inside(embed: Json, part: str) -> Json:
    value = embed.get(part)
    return value if isinstance(value, dict) else {}


def check_mentions(check: Checker, value: object) -> None:
    """Check allowed_mentions, whose ``parse`` and lists exclude each other."""
    if not isinstance(value, dict):
        check.kind(value, "allowed_mentions", dict)
        return
    parse = value.get("parse")
    if parse is not None and not set(parse) <= {"users", "roles", "everyone"}:
        check.wrong("allowed_mentions.parse", "BASE_TYPE_CHOICES", "Not a kind of mention.")
    for key in ("users", "roles"):
        ids = value.get(key) or []
        if len(ids) > 100 or not all(SNOWFLAKE.fullmatch(str(one)) for one in ids):
            check.wrong(f"allowed_mentions.{key}", "NUMBER_TYPE_COERCE", "Not snowflakes.")
        check.deviates(ids, f"allowed_mentions.{key}")
        if ids and key in (parse or []):
            check.wrong("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", key)


def walk(components: object) -> Iterator[Json]:
    """Return every component of a message or modal, nested ones included."""
    for component in components if isinstance(components, list) else []:
        if isinstance(component, dict):
            yield component
            yield from walk(component.get("components"))
            yield from walk([component.get("accessory"), component.get("component")])


def check_components(check: Checker, body: Json) -> list[Json]:
    """Check a message's components, of the old kind (rows) or the new (flag 1 << 15)."""
    is_new = bool((body.get("flags") or 0) & COMPONENTS_V2)
    components = check.items(body.get("components"), "components", 40 if is_new else 5)
    if is_new and (body.get("content") or body.get("embeds")):
        check.wrong("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "V2")
    if is_new:
        check_text_displays(check, components)
    for number, component in enumerate(components):
        if not is_new and component.get("type") != ROW:
            check.wrong(f"components.{number}.type", "UNION_TYPE_CHOICES", "Must be a row.")
    seen: set[str] = set()
    for number, component in enumerate(walk(components)):
        check_component(check, component, f"components.{number}")
        custom_id = component.get("custom_id")
        if isinstance(custom_id, str) and custom_id in seen:
            code = "COMPONENT_CUSTOM_ID_DUPLICATED"
            check.wrong(f"components.{number}.custom_id", code, "Duplicated custom id.")
        if isinstance(custom_id, str):
            seen.add(custom_id)
    return components


def check_text_displays(check: Checker, components: list[Json]) -> None:
    """Check the new kind's limits: 40 components, 4,000 characters of text together."""
    every = list(walk(components))
    if len(every) > 40:
        check.wrong("components", "COMPONENT_MAX_TOTAL", "At most 40 components.")
    texts = [str(c.get("content") or "") for c in every if c.get("type") == TEXT_DISPLAY]
    if sum(map(len, texts)) > 4000 or not all(texts):
        check.wrong("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE", "Between 1 and 4000.")


def check_component(check: Checker, component: Json, path: str) -> None:
    """Check one component by its type."""
    kind = component.get("type")
    if kind == ROW:
        inner = check.items(component.get("components"), f"{path}.components", 5)
        has_select = any(c.get("type") in SELECTS for c in inner)
        if not inner or (has_select and len(inner) > 1):
            check.wrong(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "Bad width.")
    elif kind == BUTTON:
        check_button(check, component, path)
    elif kind in SELECTS:
        check_select(check, component, path)
    elif kind == TEXT_INPUT:
        check.text(component.get("custom_id"), f"{path}.custom_id", 100, 1)
        check.text(component.get("label"), f"{path}.label", 45)
        check.text(component.get("placeholder"), f"{path}.placeholder", 100)
        check.text(component.get("value"), f"{path}.value", 4000)
    elif not isinstance(kind, int) or kind not in (9, 10, 11, 12, 13, 14, 17, LABEL):
        check.wrong(f"{path}.type", "UNION_TYPE_CHOICES", f"Unknown component {kind}.")


def check_button(check: Checker, button: Json, path: str) -> None:
    """Check a button: a custom id, or for a link an address instead."""
    label = check.text(button.get("label"), f"{path}.label", 80)
    if button.get("style") == LINK:
        url = check.text(button.get("url"), f"{path}.url", 512, 1)
        if not re.match(r"(https?|discord)://\S+$", url) or "custom_id" in button:
            check.wrong(f"{path}.url", "BUTTON_COMPONENT_LINK", "A link takes an address only.")
    elif button.get("style") in (1, 2, 3, 4):
        check.text(button.get("custom_id"), f"{path}.custom_id", 100, 1)
        if "url" in button:
            check.wrong(f"{path}.url", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "No link.")
    elif button.get("style") != PREMIUM:
        check.wrong(f"{path}.style", "BASE_TYPE_CHOICES", "Unknown style.")
    if not label and not button.get("emoji") and button.get("style") != PREMIUM:
        check.wrong(f"{path}.label", "BUTTON_COMPONENT_NEEDS_LABEL", "A label or an emoji.")


def check_select(check: Checker, select: Json, path: str) -> None:
    """Check a select menu and, for one of strings, its options."""
    check.text(select.get("custom_id"), f"{path}.custom_id", 100, 1)
    check.text(select.get("placeholder"), f"{path}.placeholder", 150)
    options = check.items(select.get("options"), f"{path}.options", 25)
    if select.get("type") == 3 and not options:
        check.wrong(f"{path}.options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25.")
    for number, option in enumerate(options):
        check.text(option.get("label"), f"{path}.options.{number}.label", 100, 1)
        check.text(option.get("value"), f"{path}.options.{number}.value", 100, 1)
        check.text(option.get("description"), f"{path}.options.{number}.description", 100)
    values = [option.get("value") for option in options]
    if len(set(map(str, values))) < len(values):
        check.wrong(f"{path}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Twice.")
    most = select.get("max_values", 1)
    if not isinstance(most, int) or not 1 <= most <= 25 or (options and most > len(options)):
        check.wrong(f"{path}.max_values", "BASE_TYPE_CHOICES", "More than there are options.")


def check_modal(body: Json) -> None:
    """Check a modal: title, custom id, one to five inputs."""
    check = Checker()
    check.text(body.get("custom_id"), "custom_id", 100, 1)
    check.text(body.get("title"), "title", 45, 1)
    components = check.items(body.get("components"), "components", 5)
    if not components:
        check.wrong("components", "BASE_TYPE_REQUIRED", "A modal needs an input.")
    for number, component in enumerate(walk(components)):
        check_component(check, component, f"components.{number}")
        if component.get("type") == LABEL:
            check.text(component.get("label"), f"components.{number}.label", 45, 1)
    check.finish()


def check_choices(value: object) -> list[Json]:
    """Check an autocomplete's choices: at most 25, names and string values of 1 to 100."""
    check = Checker()
    choices = check.items(value, "data.choices", 25)
    for number, choice in enumerate(choices):
        check.text(choice.get("name"), f"data.choices.{number}.name", 100, 1)
        if isinstance(choice.get("value"), str):
            check.text(choice["value"], f"data.choices.{number}.value", 100, 1)
        elif not isinstance(choice.get("value"), int | float):
            check.wrong(f"data.choices.{number}.value", "BASE_TYPE_REQUIRED", "Required.")
    check.finish()
    return choices
