"""The envelope around every answer, and the errors that end a request."""

from typing import Any, Final, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

_Model = TypeVar("_Model", bound=BaseModel)

BODY_LIMIT: Final = 64 << 10  # bytes; a submit has a few hundred


class ErrorResponse(Exception):
    """A request that is answered with another code than 200."""

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


def success_response(data: object) -> web.Response:
    """Wrap the data of a success."""
    return web.json_response({"code": 200, "msg": "success", "data": data})


def error_response(
    code: int, message: str, data: object, *, status: int, headers: dict[str, str]
) -> web.Response:
    """Wrap an error. On the contract's paths its HTTP status is 200 (recorded)."""
    body = {"code": code, "msg": message, "data": data}
    return web.json_response(body, status=status, headers=headers)


def parse_body(model: type[_Model], body: bytes) -> _Model:
    """Read a body as a model.

    Raises ErrorResponse: 400 for what is no JSON, 422 for what doesn't fit.
    """
    try:
        document = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise ErrorResponse(400, "The body is not valid JSON") from error
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise ErrorResponse(422, problem(error)) from error


def problem(error: ValidationError) -> str:
    """Return the first thing that a validation found, without the value that was given."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
