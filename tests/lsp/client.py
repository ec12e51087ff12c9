"""A client that speaks the protocol over pipes, byte by byte as an editor does."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path

PATIENCE = 60

CAPABLE = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    },
}


class Client:
    """One server, started in ``where``; ``shown`` holds the newest diagnostics of every file by its name."""

    def __init__(self, where, *arguments):
        command = [sys.executable, "-m", "connlint", "lsp", *arguments]
        self.process = subprocess.Popen(
            command, cwd=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.folder = Path(where)
        self.shown = {}
        self.versions = {}
        self.said = []
        self.published = 0
        self._texts = {}
        self._number = 0
        self._messages = queue.Queue()
        self._errors = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=lambda: self._errors.extend(self.process.stderr), daemon=True).start()

    def _read(self):
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def send_bytes(self, data):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def notify(self, method, **params):
        self.send_bytes(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def request(self, method, **params):
        """The result, or the error object of an answer that is one."""
        self._number += 1
        message = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}
        self.send_bytes(json.dumps(message).encode())
        while True:
            answer = self._take()
            if answer.get("id") == self._number and "method" not in answer:
                return answer["error"] if "error" in answer else answer["result"]

    def _take(self):
        try:
            message = self._messages.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"no answer; {b''.join(self._errors).decode()}") from None
        if message is None:
            raise AssertionError(f"the server has ended; {b''.join(self._errors).decode()}")
        if message.get("method") == "textDocument/publishDiagnostics":
            name = self.name(message["params"]["uri"])
            self.shown[name] = message["params"]["diagnostics"]
            self.versions[name] = message["params"].get("version")
            self.published += 1
        elif message.get("method", "").startswith("window/"):
            self.said.append((message["method"], message["params"]["message"]))
        return message

    def wait(self, until):
        """Take messages until the condition holds, and all that the same run says."""
        while not until():
            self._take()
        self.request("textDocument/hover", textDocument={"uri": "file:///none"}, position={"line": 0, "character": 0})

    def codes(self, name):
        return [one["code"] for one in self.shown.get(name, [])]

    def uri(self, name):
        return (self.folder / name).as_uri()

    def name(self, uri):
        base = f"{self.folder.as_uri()}/"
        return uri.removeprefix(base)

    def initialize(self, capabilities=CAPABLE, folders=None):
        folders = [{"uri": (self.folder / one).as_uri(), "name": one or "root"} for one in folders or [""]]
        result = self.request(
            "initialize",
            processId=None,
            rootUri=folders[0]["uri"],
            capabilities=capabilities,
            workspaceFolders=folders,
        )
        self.notify("initialized")
        return result

    def open(self, name, text=None):
        """Open a file, with another text than that of the disk if one is given, and wait for what it shows."""
        text = (self.folder / name).read_bytes().decode() if text is None else text
        self._texts[name] = (text, 1)
        document = {"uri": self.uri(name), "languageId": "x", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        self.wait(lambda: self.versions.get(name) == 1)

    def change(self, name, text, *, wait=True):
        version = self._texts[name][1] + 1
        self._texts[name] = (text, version)
        document = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        if wait:
            self.wait(lambda: self.versions.get(name) == version)

    def close(self, name):
        del self._texts[name]
        self.notify("textDocument/didClose", textDocument={"uri": self.uri(name)})

    def text(self, name):
        """The text of an open file, else of the disk."""
        return self._texts[name][0] if name in self._texts else (self.folder / name).read_bytes().decode()

    def hover(self, name, line, character):
        position = {"line": line, "character": character}
        found = self.request("textDocument/hover", textDocument={"uri": self.uri(name)}, position=position)
        return found["contents"]["value"] if found else None

    def actions(self, name, where, only=None):
        context = {"diagnostics": [], **({"only": only} if only else {})}
        document = {"uri": self.uri(name)}
        return self.request("textDocument/codeAction", textDocument=document, range=where, context=context)

    def apply(self, action):
        """Change the open files as an editor applies an edit, and wait until they were looked at."""
        for uri, edits in action["edit"]["changes"].items():
            name = self.name(uri)
            self.change(name, edited(self.text(name), edits))

    def end(self):
        """Say good-bye; gives the exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(timeout=PATIENCE)

    def stop(self):
        """Leave without a word, as an editor that crashes does."""
        self.process.stdin.close()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process.stdout.close()
            self.process.stderr.close()


def edited(text, edits):
    """A text after edits whose positions count UTF-16 code units."""
    for edit in sorted(edits, key=lambda one: _key(one["range"]["start"]), reverse=True):
        start, end = (_offset(text, edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def _key(position):
    return position["line"], position["character"]


def _offset(text, position):
    lines = text.replace("\r\n", "\0\n").split("\n")
    before = sum(len(line) + 1 for line in lines[: position["line"]])
    units = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
    return before + len(units.decode("utf-16-le"))
