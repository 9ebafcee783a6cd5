"""How a message reaches a target: a webhook, a mail server, standard output."""

from __future__ import annotations

import smtplib
import ssl
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage

import msgspec

from goodoffices.errors import FetchError, GoodOfficesError
from goodoffices.read.hooks import Hooks
from goodoffices.serve.alerts.messages import Message, as_json, lines, mail
from goodoffices.serve.alerts.rules import Email, Rules, Stdout, Webhook

#: Seconds that a mail server may be silent; tries in all, the first pause, twice as long each time.
SILENCE, TRIES, PAUSE = 30.0, 3, 5.0
PORTS = {"starttls": 587, "tls": 465, "none": 25}


class DeliveryError(GoodOfficesError):
    """A message did not reach its target; it will be tried again at the next check."""


class Sender:
    """Delivers messages to the targets of a file. `sleep` waits between two tries, `say` is told what went half wrong."""

    def __init__(self, rules: Rules, hooks: Hooks, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        self._rules = rules
        self._hooks = hooks
        self._say = say
        self._sleep = sleep

    def send(self, name: str, sent: Message) -> None:
        """Raises DeliveryError."""
        target = self._rules.targets[name]
        if isinstance(target, Webhook):
            self._post(name, target, sent)
        elif isinstance(target, Email):
            self._write(name, target, sent)
        else:
            self._print(target, sent)

    def _print(self, target: Stdout, sent: Message) -> None:
        for one in sent.alerts:
            text = msgspec.json.encode(one).decode() if target.json else "\n".join(lines(one))
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def _post(self, name: str, target: Webhook, sent: Message) -> None:
        try:
            self._hooks.post(self._rules.secrets[name], as_json(sent), key=sent.id, allow_private=target.allow_private)
        except FetchError as err:
            raise DeliveryError(f"{name}: {err}") from err

    def _write(self, name: str, target: Email, sent: Message) -> None:
        letter = mail(sent, target.sender, target.to)
        for number in range(1, TRIES + 1):
            try:
                refused = self._hand_over(name, target, letter)
            except (smtplib.SMTPException, OSError) as err:
                if number == TRIES or _is_final(err):
                    raise DeliveryError(f"{name}: {target.host}: {reason(err)}" + (f" ({number} tries)" if number > 1 else "")) from err
                self._sleep(PAUSE * 2 ** (number - 1))
                continue
            if refused:
                self._say(f"{name}: the mail server does not take {', '.join(sorted(refused))}")
            return

    def _hand_over(self, name: str, target: Email, letter: EmailMessage) -> dict[str, object]:
        """The addresses that the server does not take, where it takes others. Raises SMTPException, OSError."""
        port = target.port or PORTS[target.security]
        context = None if target.security == "none" else ssl.create_default_context(cafile=target.ca_file)
        made = smtplib.SMTP_SSL(target.host, port, timeout=SILENCE, context=context) if target.security == "tls" else smtplib.SMTP(target.host, port, timeout=SILENCE)
        with made as server:
            if target.security == "starttls":
                server.starttls(context=context)
            if target.user is not None:
                server.login(target.user, self._rules.secrets[name])
            return dict(server.send_message(letter))


def _is_final(err: Exception) -> bool:
    """Will it be no better a little later? A certificate that does not fit, a server without encryption, what is answered with 5xx."""
    if isinstance(err, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in err.recipients.values())
    if isinstance(err, smtplib.SMTPResponseException):
        return err.smtp_code >= 500
    return isinstance(err, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)


def reason(err: Exception) -> str:
    """What went wrong, in a line; never what was sent."""
    if isinstance(err, smtplib.SMTPRecipientsRefused):
        return "the mail server takes none of the addresses"
    if isinstance(err, smtplib.SMTPAuthenticationError):
        return "the mail server does not take user and password"
    if isinstance(err, smtplib.SMTPResponseException):
        told = err.smtp_error.decode("utf-8", "replace") if isinstance(err.smtp_error, bytes) else str(err.smtp_error)
        return " ".join(f"the mail server answers {err.smtp_code} {told}".split())[:200]
    if isinstance(err, TimeoutError):
        return "no answer in time"
    return " ".join(str(err).split())[:200] or type(err).__name__
