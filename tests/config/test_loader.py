"""The configuration: what is taken, what is refused, and that secrets never print."""

import math
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.config import Config, ConfigError, load

SECRET = "marker-secret-0123456789"


def file_with(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(path: Path | None, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(path, environ or {})
    return str(refused.value).splitlines()


def test_everything_has_a_default() -> None:
    config = load(None, {})
    assert config.api.base_url == "https://api.kie.ai"
    assert config.uses_studio


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = file_with(tmp_path, '[api]\nkey = "from-file"\nlink_days = 3\n[callback]\nport = 1\n')
    config = load(path, {"MUSICVIDEO_API__KEY": "from-env", "MUSICVIDEO_CALLBACK__PORT": "2"})
    assert config.api.key.get_secret_value() == "from-env"
    assert (config.callback.port, config.api.link_days) == (2, 3)


def test_what_the_caller_sets_wins_over_the_environment() -> None:
    config = load(None, {"MUSICVIDEO_CALLBACK__PORT": "2"}, callback={"port": 3})
    assert config.callback.port == 3


def test_a_stray_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API", '{"key": "stray"}')
    monkeypatch.setenv("API__KEY", "stray")
    assert load(None).api.key.get_secret_value() == ""
    assert Config().api.key.get_secret_value() == ""


def test_an_empty_variable_takes_nothing_from_the_file(tmp_path: Path) -> None:
    path = file_with(tmp_path, '[callback]\npublic_url = "https://bot.example.org"\n')
    config = load(path, {"MUSICVIDEO_CALLBACK__PUBLIC_URL": ""})  # as compose.yaml sets it
    assert config.callback.public_url == "https://bot.example.org"


def test_the_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSICVIDEO_CALLBACK__PORT", "4321")
    assert load(None).callback.port == 4321


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = file_with(
        tmp_path,
        '[api]\nkay = "x"\nbase_url = "ftp://example.org"\n[callback]\nport = 70000\n'
        "[timing]\npoll_every_seconds = 0\n[nonsense]\na = 1\n",
    )
    environ = {"MUSICVIDEO_LOG__LEVEL": "LOUD", "MUSICVIDEO_NOTHING__KEY": "x"}
    told = problems_of(path, environ)
    assert [line.partition(":")[0] for line in sorted(told)] == [
        "MUSICVIDEO_NOTHING__KEY",
        "api.base_url",
        "api.kay",
        "callback.port",
        "log.level",
        "nonsense",
        "timing.poll_every_seconds",
    ]
    assert "api.kay: there is no such key" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("MUSICVIDEO_API__KAY", "api.kay: there is no such key"),
        ("MUSICVIDEO_TOKEN", "MUSICVIDEO_TOKEN: there is no section [token]"),
        ("musicvideo_apis__key", "musicvideo_apis__key: there is no section [apis]"),
        ("MUSICVIDEO_STUDIO__COLOUR", "studio.colour: there is no such key"),
    ],
)
def test_an_unknown_key_in_the_environment_is_an_error(name: str, told: str) -> None:
    assert problems_of(None, {name: "x"}) == [told]


@pytest.mark.parametrize(
    "environ",
    [
        {"MUSICVIDEO_API": SECRET},
        {"MUSICVIDEO_API": f'["{SECRET}"]'},
        {"MUSICVIDEO_STUDIO__FONTS": f"[{SECRET}"},
        {"MUSICVIDEO_API__KEY__DEEPER": SECRET},
    ],
    ids=str,
)
def test_an_unreadable_variable_is_a_problem_and_not_a_crash(environ: dict[str, str]) -> None:
    (told,) = problems_of(None, environ)
    assert told.startswith(("api", "MUSICVIDEO_API", "MUSICVIDEO_STUDIO__FONTS: give lists"))
    assert SECRET not in told


EVERY_KEY = [
    (section, key)
    for section, field in Config.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    for key in field.annotation.model_fields
]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 1e300, 10**300])
def test_no_key_takes_a_number_beyond_all_bounds(value: float) -> None:
    taken = []
    for section, key in EVERY_KEY:
        try:
            load(None, {}, **{section: {key: value}})
        except ConfigError as error:
            assert f"{section}.{key}: Input should be" in str(error)  # noqa: PT017 - none may pass
        else:
            taken.append(f"{section}.{key}")
    assert (len(EVERY_KEY) > 60, taken) == (True, [])


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    (told,) = problems_of(tmp_path / "none.toml")
    assert told.endswith("write one with example-config, or name one with --config")


@pytest.mark.parametrize(
    "content", [b"[api\n", b'[api]\nkey = "\xff"\n', b'[api]\nkey = "x"\nkey = "y"\n']
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    (told,) = problems_of(path)
    assert told.startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[discord]\ntoken = "SECRET\n[api]\n', 2, "a quote is missing"),
        ('[discord]\n\ntoken = SECRET"\n', 3, "a quote is missing"),
        ("[discord]\ntoken = 'SECRET\n", 2, "a quote is missing"),
        ('[discord]\ntoken = "SECRET # mine\nx = "y"\n', 2, "a quote is missing"),
        ('[studio]\r\nfonts = ["a", "SECRET\r\n', 2, "a quote is missing"),
        ("[discord]\ntoken = SECRET\n", 2, "the quotes are missing"),
        ("[discord]\ntoken = \u201cSECRET\u201d\n", 2, "use the straight ones"),
        ("[discord]\ntoken =\n", 2, "the value is missing"),
        ('[discord]\ntoken: "SECRET"\n', 2, "after the name of a key comes ="),
        ('[discord]\ntoken = "SECRET"\ntoken = "x"\n', 3, "there already"),
        ("[discord]\n[discord]\n", 2, "there already"),
        ('[discord\ntoken = "SECRET"\n', 1, "no ] behind it"),
        ("[studio]\nenabled = True\n", 2, "write true, in small letters"),
        ("[studio]\nfonts = [SECRET]\n", 2, "need quotes, too"),
        ('[studio]\nlibrary = "C:\\SECRET\\new"\n', 2, "for a backslash"),
        ('[studio]\nlibrary = "a" "SECRET"\n', 2, "something behind the value"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_words_with_its_line_and_without_the_value(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8", newline="")
    (told,) = problems_of(path)
    assert told.startswith(f"{path}: line {line}: ")
    assert words in told
    assert "SECRET" not in told.removeprefix(str(path))


def test_a_list_without_an_end_is_told(tmp_path: Path) -> None:
    (told,) = problems_of(file_with(tmp_path, '[studio]\nfonts = ["a",\n'))
    assert told.endswith("at its end: a list has no ]")


@pytest.mark.parametrize("name", ["Callback", "CALLBACK", "callBack"])
@pytest.mark.parametrize("line", ["port = 1", "nonsense = 1"])
def test_a_section_in_another_case_is_unknown(tmp_path: Path, name: str, line: str) -> None:
    path = file_with(tmp_path, f"[{name}]\n{line}\n")
    told = f"{name}: there is no such section; write it in small letters: [callback]"
    assert problems_of(path, {"MUSICVIDEO_CALLBACK__PORT": "2"}) == [told]


def test_what_a_section_in_another_case_would_set_is_not_missed(tmp_path: Path) -> None:
    path = file_with(tmp_path, '[Api]\nkey = "x"\n[studio]\nenabled = false\n')
    (told,) = problems_of(path)
    assert told.startswith("Api: ")


@pytest.mark.parametrize("name", ["Port", "PORT"])
def test_a_key_in_another_case_is_unknown(tmp_path: Path, name: str) -> None:
    told = problems_of(file_with(tmp_path, f"[callback]\n{name} = 1\nport = 2\n"))
    assert told == [f"callback.{name}: there is no such key"]


@pytest.mark.parametrize("name", ["nonsense", "Nonsense", "token"])
def test_what_is_no_section_at_all_is_named(tmp_path: Path, name: str) -> None:
    for text in (f"[{name}]\na = 1\n", f'{name} = "x"\n'):
        assert problems_of(file_with(tmp_path, text)) == [f"{name}: there is no such section"]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "shift-jis"]
)
def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "config.toml"
    comment = "日本" if encoding == "shift-jis" else "für"
    path.write_bytes(f'# {comment}\r\n[callback]\r\nhost = "::1"\r\n'.encode(encoding))
    (told,) = problems_of(path)
    assert told.startswith(f"{path}: ")
    assert "save it as UTF-8 without BOM" in told


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_file_may_end_as_on_any_system(tmp_path: Path, end: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(f"[callback]{end}port = 5{end}".encode())
    assert load(path, {}).callback.port == 5


def test_a_broken_file_hides_no_mistake_in_the_environment(tmp_path: Path) -> None:
    path = file_with(tmp_path, "[api\n")
    environ = {
        "MUSICVIDEO_CALLBACK__PORT": "eighty",
        "MUSICVIDEO_NONSENSE__A": "1",
        "MUSICVIDEO_STUDIO__ENABLED": "false",  # a mistake only where the file has no key
    }
    told = problems_of(path, environ)
    assert len(told) == 3
    assert any(line.startswith("callback.port: ") for line in told)
    assert any(line.startswith("MUSICVIDEO_NONSENSE__A: ") for line in told)
    assert any(line.startswith(f"{path}: ") for line in told)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [f"{tmp_path}: Is a directory; name a file that can be read"]


def test_a_list_is_asked_for_in_plain_words(tmp_path: Path) -> None:
    (told,) = problems_of(file_with(tmp_path, '[studio]\nfonts = "/a.ttf"\n'))
    assert told == 'studio.fonts: Input should be a list, such as ["one", "two"]'
    (told,) = problems_of(file_with(tmp_path, "studio = 3\n"))
    assert told == "studio: Input should be a section with keys"


def test_a_list_and_a_section_in_the_environment_are_json() -> None:
    environ = {
        "MUSICVIDEO_STUDIO__FONTS": '["/a.ttf", "/b"]',
        "MUSICVIDEO_STUDIO__WORKERS": "3",
        "MUSICVIDEO_STUDIO": '{"workers": 4, "fps": 60}',
    }
    studio = load(None, environ).studio
    assert studio.fonts == (Path("/a.ttf"), Path("/b"))
    assert (studio.workers, studio.fps) == (3, 60)  # the key wins over its section


@pytest.mark.parametrize(
    ("key", "enabled", "uses_studio"),
    [
        ("", None, True),
        ("k", None, False),
        ("", True, True),
        ("k", True, True),
        ("k", False, False),
    ],
)
def test_the_studio_makes_the_videos_without_a_key_or_when_told_so(
    key: str, enabled: bool | None, uses_studio: bool
) -> None:
    over = {"api": {"key": key}, "studio": {} if enabled is None else {"enabled": enabled}}
    assert load(None, {}, **over).uses_studio is uses_studio


def test_somebody_has_to_make_the_videos() -> None:
    told = problems_of(None, {"MUSICVIDEO_STUDIO__ENABLED": "false"})
    assert told == [
        "configuration: api.key is empty and studio.enabled is false: nobody makes videos"
    ]


@pytest.mark.parametrize(
    "address", ["example.org", "http://", "https://a/?x=1", "https://a/#x", "file:///etc/passwd"]
)
def test_an_address_is_checked(address: str) -> None:
    (told,) = problems_of(None, {"MUSICVIDEO_CALLBACK__PUBLIC_URL": address})
    assert told.startswith("callback.public_url: ")


def test_an_address_loses_its_last_slash() -> None:
    config = load(None, {"MUSICVIDEO_CALLBACK__PUBLIC_URL": "https://bot.example.org/"})
    assert config.callback.public_url == "https://bot.example.org"


def test_the_line_break_at_the_end_of_a_pasted_secret_is_not_part_of_it() -> None:
    # It would break the header that the secret stands in, once for each submit.
    environ = {"MUSICVIDEO_API__KEY": f" {SECRET}\n", "MUSICVIDEO_DISCORD__TOKEN": f"{SECRET}\r\n"}
    config = load(None, environ)
    assert config.api.key.get_secret_value() == SECRET
    assert config.discord.token.get_secret_value() == SECRET


def test_a_secret_that_no_header_can_carry_is_a_problem() -> None:
    (told,) = problems_of(None, {"MUSICVIDEO_API__KEY": f"{SECRET}\nInjected: yes"})
    assert told.startswith("api.key: ")
    assert SECRET not in told


def test_a_user_agent_that_no_header_can_carry_is_a_problem() -> None:
    (told,) = problems_of(None, {"MUSICVIDEO_API__USER_AGENT": "bot\r\nInjected: yes"})
    assert told.startswith("api.user_agent: give it without line breaks")


def secrets_everywhere() -> dict[str, dict[str, str]]:
    return {
        "discord": {"token": SECRET},
        "api": {"key": SECRET, "webhook_key": SECRET},
        "studio": {"key": SECRET},
    }


def test_secrets_never_print() -> None:
    config = load(None, {}, **secrets_everywhere())
    printed = [repr(config), str(config), f"{config}", str(config.model_dump())]
    printed += [config.model_dump_json(), repr(config.discord), str(config.api)]
    assert not [text for text in printed if SECRET in text]
    assert config.api.key.get_secret_value() == SECRET


@pytest.mark.parametrize("section", ["discord", "api", "studio", "callback"])
@pytest.mark.parametrize("key", ["token", "key", "webhook_key", "port", "workers", "resubmit"])
def test_no_problem_repeats_a_value(section: str, key: str) -> None:
    for value in (f"{SECRET}\x00", [SECRET], {"a": SECRET}):
        try:
            load(None, {}, **{section: {key: value}})
        except ConfigError as error:
            assert SECRET not in str(error)  # noqa: PT017 - some values are taken


def test_a_broken_file_does_not_print_its_secrets(tmp_path: Path) -> None:
    path = file_with(tmp_path, f'[api]\nkey = "{SECRET}\nport = 1\n')
    (told,) = problems_of(path)
    assert SECRET not in told


def test_the_configuration_never_changes() -> None:
    config = load(None, {})
    for part, name in ((config, "api"), (config.api, "resubmit"), (config.timing, "retry_seconds")):
        with pytest.raises(ValidationError):
            setattr(part, name, getattr(part, name))


TLS = {"scheduler_ca": "ca.pem", "scheduler_cert": "node.pem", "scheduler_key": "node-key.pem"}


@pytest.mark.parametrize(
    ("studio", "told"),
    [
        ({"scheduler": "10.0.0.1:8786"}, "studio.scheduler: give an address like tls://"),
        ({"scheduler": "tls://10.0.0.1"}, "studio.scheduler: give an address like tls://"),
        ({"scheduler": "ws://127.0.0.1:8786"}, "studio.scheduler: give an address like tls://"),
        ({"scheduler": "tcp://10.0.0.1:8786"}, "studio.scheduler: tcp:// is for this machine only"),
        ({"scheduler": "tcp://dask:8786"}, "studio.scheduler: tcp:// is for this machine only"),
        ({"scheduler": "tcp://127.0.0.1:8786", "storage": ""}, "studio.scheduler needs"),
        ({"scheduler": "tls://10.0.0.1:8786"}, "tls:// needs studio.scheduler_ca, studio.s"),
        ({"storage": "ftp://me:secret@host/x"}, "studio.storage: give it without a password"),
        ({"storage": "memory://x"}, "studio.storage: memory:// is not shared"),
    ],
)
def test_a_cluster_is_refused_that_is_open_or_incomplete(studio: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(None, {}, studio={"storage": "file:///shared"} | studio)
    assert told in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("scheduler", ["tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tls://d:8786"])
def test_a_cluster_on_this_machine_or_over_tls_is_taken(scheduler: str) -> None:
    studio = {"scheduler": scheduler, "storage": "s3://bucket/musicvideo"} | TLS
    assert load(None, {}, studio=studio).studio.scheduler == scheduler


def test_limits_are_ceilings_where_no_other_ones_are_set() -> None:
    limits = load(None, {}, limits={"daily_per_member": 3, "open_per_member": 9}).limits.of_host(
        charges=False
    )
    assert (limits.default.daily_per_member, limits.ceiling.daily_per_member) == (3, 3)
    assert (limits.default.daily_per_server, limits.ceiling.daily_per_server) == (None, None)
    wider = load(
        None, {}, limits={"daily_per_member": 3, "most_daily_per_member": 8}
    ).limits.of_host(charges=False)
    assert (wider.default.daily_per_member, wider.ceiling.daily_per_member) == (3, 8)


def test_a_default_above_its_ceiling_is_told() -> None:
    with pytest.raises(ConfigError, match="daily_per_server is 9, above most_daily_per_server"):
        load(None, {}, limits={"daily_per_server": 9, "most_daily_per_server": 8})


def test_a_cool_down_is_not_longer_than_starts_are_remembered() -> None:
    with pytest.raises(ConfigError, match=r"limits\.cooldown_seconds"):
        load(None, {}, limits={"cooldown_seconds": 31 * 86400.0})
