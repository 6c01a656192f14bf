# --- unbasic: bearer tokens for Jamf Pro ---
# The Jamf Pro API no longer takes a user name and password. What follows exchanges them for a token, gets another before
# that expires, and gives the tokens back when the script ends.
import atexit as _atexit
#: auto user header
import base64 as _base64
#: always
import calendar as _calendar
import email.utils as _email
import json as _json
import os as _os
import re as _re
import sys as _sys
import threading as _threading
import time as _time
#: any+net
try:
#: any+form
    import urllib.parse as _parse
#: any+urllib
    import urllib.request as _urllib
#: any+net
except ImportError:
#: any+form
    import urllib as _parse
#: any+urllib
    import urllib2 as _urllib
#: py3+form
# import urllib.parse as _parse
#: py3+urllib
# import urllib.request as _urllib
#: py2+form
# import urllib as _parse
#: py2+urllib
# import urllib2 as _urllib
#: httpx
import httpx as _httpx
#: always

# Shared by the modules of a process that carry this text.
_unbasic = vars(_threading).setdefault('_unbasic', {'pid': None, 'lock': _threading.RLock()})


class UnbasicToken(object):
    """The token of one account on one server: asked for when it is needed, by one thread for all."""

    def __init__(self, base, user, secret):
        self.base, self.user, self.secret = base, user, secret
        self.lock, self.options = _threading.RLock(), {}
        self.value, self.made, self.until, self.refused, self.vain = None, 0, 0, False, None

    def get(self):
        """The token, or None where there is none to be had."""
        with self.lock:
            now = _time.time()
            # A clock that was set back says nothing about the token.
            if self.value and self.made <= now < self.until:
                return self.value
            self.value = None
            if not self.refused:
                self.ask(now)
            return self.value

#: requests httpx
    def may_renew(self, header):
        """Whether another token is worth a try for a request that was rejected with a header; if so, there will be one."""
        with self.lock:
            # What a new token did not help either lacks a privilege.
            if self.refused or header == self.vain or header == 'Bearer none':
                return False
            if header == 'Bearer %s' % self.value:
                self.until = 0
            return True

#: always
    def ask(self, now):
#: auto
        is_client = _re.match(r'[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$', _unbasic_text(self.user))
        form = self.client_form if is_client else self.user_form
#: client
        # form = self.client_form
#: user
        # form = self.user_form
#: always
        paths, what, headers, body = form()
        status = 404
        try:
            while paths and status == 404:
                url = self.base + '/api/' + paths.pop()
                status, date, text = _unbasic_post(url, headers, body, **self.options)
        except Exception as error:
            # A session may be told to raise on any status.
            refusal = getattr(error, 'response', None)
            if refusal is None:
                _unbasic_say('%s does not answer (%s). The next call asks again.' % (self.base, type(error).__name__))
                return
            status, date, text = refusal.status_code, None, b''
        try:
            answer = _json.loads(_unbasic_text(text)) if 200 <= status < 300 else {}
            self.value = str(answer.get('token') or answer.get('access_token') or '') or None
        except (AttributeError, ValueError):
            pass  # No answer of Jamf Pro.
        if self.value:
            life = _unbasic_life(answer, date)
            # Renewed when a quarter of its life is left.
            self.made, self.until = now, now + life - max(1, life / 4.0)
            alive = _unbasic_state()['alive']
            del alive[:-99]
            alive.append((now + life, self, self.value))
        elif status in (408, 429) or status >= 500:
            _unbasic_say('%s is in trouble (HTTP %s). The next call asks again.' % (self.base, status))
        else:
            self.refused = True
            if status in (400, 401, 403):
                _unbasic_say('%s refuses the %s (HTTP %s). Check them; they are not tried again.' % (self.base, what, status))
            else:
                _unbasic_say('%s gives no token (HTTP %s). Check the address of the server.' % (url, status))

#: form
    def client_form(self):
        fields = [('grant_type', b'client_credentials'), ('client_id', self.user), ('client_secret', self.secret)]
        body = '&'.join([name + '=' + _parse.quote_plus(value) for name, value in fields])
        headers = {'Accept': 'application/json', 'Content-Type': 'application/x-www-form-urlencoded'}
        # Servers older than mid 2025 know the shorter path alone.
        return ['oauth/token', 'v1/oauth/token'], 'client ID and secret', headers, body.encode('ascii')

#: auto user
    def user_form(self):
        pair = _base64.b64encode(self.user + b':' + self.secret).decode('ascii')
        headers = {'Accept': 'application/json', 'Authorization': str('Basic ' + pair)}
        return ['v1/auth/token'], 'user name and password', headers, b''

#: always
    def give_back(self, value):
        headers = {'Authorization': str('Bearer ' + value)}
        try:
            _unbasic_post(self.base + '/api/v1/auth/invalidate-token', headers, b'', **dict(self.options, timeout=10))
        except Exception:
            pass  # It expires by itself.


def _unbasic_state():
    """The tokens of this process: a forked one starts anew and gives back its own alone."""
    with _unbasic['lock']:
        if _unbasic['pid'] != _os.getpid():
            if _unbasic['pid'] is None:
                _atexit.register(_unbasic_end)
            _unbasic.update(pid=_os.getpid(), lock=_threading.RLock(), tokens={}, alive=[])
            # Processes of multiprocessing end without atexit.
            if 'multiprocessing.util' in _sys.modules:
                _sys.modules['multiprocessing.util'].Finalize(None, _unbasic_end, exitpriority=1)
        return _unbasic


def _unbasic_end():
    if _unbasic['pid'] == _os.getpid():
        while _unbasic['alive']:
            until, token, value = _unbasic['alive'].pop()
            if _time.time() < until:
                token.give_back(value)


def _unbasic_account(url, user, secret, options):
    """The token for an account on the server of a URL, which may be that of the server or any of its Classic API."""
    base = _re.split(r'(?i)/JSSResource(?![^/?#])', str(url).strip())[0].rstrip('/')
    base = _re.sub(r'^(https?://)[^/]*@', r'\1', base if '://' in base else 'https://' + base)
    user, secret = _unbasic_bytes(user), _unbasic_bytes(secret)
    with _unbasic_state()['lock']:
        token = _unbasic['tokens'].setdefault((base, user, secret), UnbasicToken(base, user, secret))
    token.options = options
    return token


def _unbasic_life(answer, date):
    """How many seconds a token lives, by the clock of the server, which is in the Date header."""
    if answer.get('expires_in'):
        return float(answer['expires_in'])
    moment = _re.match(r'(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)', str(answer.get('expires')))
    if not moment:
        return 30.0
    now = _email.parsedate(date) if date else None
    life = _calendar.timegm([int(part) for part in moment.groups()]) - (_calendar.timegm(now) if now else _time.time())
    return life if life > 0 else 30.0


def _unbasic_bytes(text):
    return text if isinstance(text, bytes) else (text if hasattr(text, 'encode') else str(text)).encode('utf-8')


def _unbasic_text(text):
    return text.decode('utf-8', 'replace') if isinstance(text, bytes) else text


def _unbasic_say(message):
    if _sys.stderr:
        _sys.stderr.write('unbasic: %s\n' % message)


def _unbasic_post(url, headers, body, opener=None, session=None, **options):
    """POSTs as the script's own requests are sent: status, date and text of the answer."""
#: requests
    if opener is None and 'context' not in options:
        import requests

        def sign(request):
            request.headers.update(headers)
            return request
        answer = (session or requests).post(url, data=body, auth=sign, allow_redirects=False, **options)
        return answer.status_code, answer.headers.get('Date'), answer.content
#: httpx
    if opener is None and 'context' not in options:
        answer = _httpx.post(url, content=body, headers=headers, **options)
        return answer.status_code, answer.headers.get('Date'), answer.content
#: urllib
    verify = options.pop('verify', True)
    if verify is not True:
        import ssl
        options['context'] = ssl.create_default_context(cafile=verify) if verify else ssl._create_unverified_context()
    try:
        answer = (opener.open if opener else _urllib.urlopen)(_urllib.Request(url, body, headers), **options)
    except _urllib.HTTPError as error:
        answer = error
    try:
        return answer.code, answer.headers.get('Date'), answer.read()
    finally:
        answer.close()


#: requests httpx header handler
def _unbasic_classic(url):
    return '/jssresource' in str(url).lower()


#: requests httpx aiohttp header handler
def _unbasic_bearer(token):
    return str('Bearer %s' % (token.get() or 'none'))


#: header
def _unbasic_pair(value):
    """User name and password of a Basic header, (None, None) of any other."""
    basic = _re.match(r'(?is)(?:Authorization:)?\s*Basic\s+(.+)', _unbasic_text(value or ''))
    pair = _base64.b64decode(basic.group(1).encode('ascii')).split(b':', 1) if basic else []
    return (pair[0], pair[1]) if len(pair) == 2 else (None, None)


#: header
class UnbasicHeader(str):
    """A header with a token, which is looked at again each time that the header is sent."""

    source = None

    def now(self):
        return str.__str__(self) if self.source is None else self.start + _unbasic_bearer(self.source)

    def encode(self, *args):
        return str.encode(self.now(), *args)

    def __str__(self):
        return self.now()

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return str, (self.now(),)


def unbasic_bearer(target, value, **options):
    """A Basic header with a token in place of the credentials; a header of any other scheme as it is.

    The target is where it goes: a URL, a request, or a connection of http.client. A request for anything but the Classic
    API keeps its header. The options are those of the token requests.
    """
    value = _unbasic_text(value)
    user, secret = _unbasic_pair(value)
    if hasattr(target, 'get_full_url') or hasattr(target, 'url'):
        url = target.get_full_url() if hasattr(target, 'get_full_url') else target.url
        if not _unbasic_classic(url):
            user = None
    elif hasattr(target, 'putrequest'):
        url, options = _unbasic_connection(target, options)
    else:
        url = target
    if user is None:
        return UnbasicHeader(value)
    token = _unbasic_account(url, user, secret, options)
    start = value[: value.lower().index('basic')]
    header = UnbasicHeader(start + _unbasic_bearer(token))
    header.source, header.start = token, start
    return header


def _unbasic_connection(connection, options):
    """The URL of the server of a connection, and an opener that reaches it in the same way."""
    place = getattr(connection, '_tunnel_host', None) and (connection._tunnel_host, connection._tunnel_port)
    proxy = {'https': 'http://%s:%s' % (connection.host, connection.port)} if place else {}
    host, port = place or (connection.host, connection.port)
    secure = connection.default_port == 443
    handlers = [_urllib.ProxyHandler(proxy)]
    if getattr(connection, '_context', None):
        handlers.append(_urllib.HTTPSHandler(context=connection._context))
    url = '%s://%s:%s' % ('https' if secure else 'http', host, port or connection.default_port)
    return url, dict(options, opener=_urllib.build_opener(*handlers))


#: request
def unbasic_request(request, **options):
    """A Request, its Basic header exchanged for a token."""
    header = request.get_header('Authorization')
    request.add_header('Authorization', unbasic_bearer(request, header or '', **options))
    if not header:
        del request.headers['Authorization']
    return request


#: headers
def unbasic_headers(target, headers, **options):
    """Headers, the Basic one among them exchanged for a token."""
    names = [name for name in headers if name.lower() == 'authorization']
    return dict(headers, **dict((name, unbasic_bearer(target, headers[name], **options)) for name in names))


#: token
def unbasic_token(url, user, password=None, **options):
    """A token of the server of a URL, for a user name and password, which may come as one, with a colon between."""
    if password is None:
        user, _, password = user.partition(':')
    return _unbasic_account(url, user, password, options).get() or 'none'


#: handler
class UnbasicHandler(_urllib.HTTPBasicAuthHandler):
    """HTTPBasicAuthHandler that sends a token to the Classic API, asked for by the same opener."""

    def http_request(self, request):
        url = request.get_full_url()
        if _unbasic_classic(url) and not request.has_header('Authorization'):
            for realm in [None] + list(self.passwd.passwd):
                user, password = self.passwd.find_user_password(realm, url)
                if user is not None:
                    token = _unbasic_account(url, user, password, {'opener': self.parent})
                    request.add_unredirected_header('Authorization', _unbasic_bearer(token))
                    break
        return request

    https_request = http_request

    def http_error_401(self, req, fp, code, msg, headers):
        if not _unbasic_classic(req.get_full_url()):
            return _urllib.HTTPBasicAuthHandler.http_error_401(self, req, fp, code, msg, headers)


#: always
# --- end of unbasic ---
