"""Knows the texts that any Windows program shows, so that they never single out our errors."""

import re
from typing import Final

# Frames of the platform itself, with their parameters; a namespace of the product is none.
# It begins with the letter, not with a word's beginning, so that the others are skipped at once.
_FRAMES: Final = re.compile(
    r"[SmM](?<!\w.)(?:(?<=S)ystem|(?<=m)scorlib|(?<=M)icrosoft\.(?:Win32|IdentityModel))\."
    r"[\w.`+<>\[\],]{1,300}(?:\([^()\n]{0,600}\)?)?"
)
PHRASES: Final = (
    "Object reference not set to an instance of an object",
    "Access is denied",
    "An error has occurred",
    "An error occurred. Contact your administrator for more information",
    "The request failed with HTTP status 401: Unauthorized",
    "The request failed with the HTTP 401: Unauthorized",
    "HTTP Error 401 - Unauthorized Access is denied",
    "The remote server returned an error",
    "Service Unavailable",
    "HTTP Error 503. The service is unavailable",
    "HTTP 404 Not Found page",
    "Can't connect securely to this page",
    "This might be because the site uses outdated or unsafe TLS security settings",
    "try contacting the website's owner",
    "Server stack trace",
    "Exception rethrown at [0]",
    "End of inner exception stack trace",
    "End of stack trace from previous location where exception was thrown",
    "Server was unable to process request",
    "The server was unable to process the request due to an internal error. For more information "
    "about the error, either turn on IncludeExceptionDetailInFaults (either from "
    "ServiceBehaviorAttribute or from the <serviceDebug> configuration behavior) on the server in "
    "order to send the exception information back to the client, or turn on tracing as per the "
    "Microsoft .NET Framework SDK documentation and inspect the server trace logs",
    "The underlying connection was closed: An unexpected error occurred on a send",
    "Unable to read data from the transport connection",
    "An existing connection was forcibly closed by the remote host",
    "One or more errors occurred",
    "Could not load file or assembly",
    "or one of its dependencies. The system cannot find the file specified",
    "An item with the same key has already been added",
    "Value cannot be null",
    "Metadata contains a reference that cannot be resolved",
    "Parameter name",
    "Result: Fatal error during installation",
    "An unsecured or incorrectly secured fault was received from the other party",
    "See the inner FaultException for the fault code and detail",
    "cannot be activated due to an exception during compilation. The exception message is",
    "An error occurred when verifying security for the message",
    "Authentication was canceled",
    "Unhandled Exception",
    "Microsoft Dynamics CRM has experienced an error. "
    "Reference number for administrators or support",
    "Microsoft.Xrm.Sdk.OrganizationServiceFault, Microsoft.Xrm.Sdk",
    "Culture=neutral, PublicKeyToken=31bf3856ad364e35",
)
# Each behind its longest word: a text without that word need not be searched for the phrase.
_PHRASES: Final = tuple(
    (max(words, key=len).lower(), re.compile(r"\W{1,4}".join(words), re.IGNORECASE))
    for words in (re.findall(r"\w+", phrase) for phrase in PHRASES)
)


def platform_spans(text: str) -> list[tuple[int, int]]:
    """Give the parts of a text, in order, that any program on the platform may show."""
    spans = [found.span() for found in _FRAMES.finditer(text)]
    lower = text.lower()
    for longest, phrase in _PHRASES:
        if longest in lower:
            spans += [found.span() for found in phrase.finditer(text)]
    return sorted(spans)
