#: never
# The second half of token.py: what takes the place of user name and password in requests, httpx and aiohttp.
import httpx as _httpx
from token import _unbasic_account, _unbasic_bearer, _unbasic_classic


#: requests
class UnbasicAuth(object):
    """For `auth` of requests: a token for the Classic API; for any other address, user name and password as they were.

    They come as two, or as one pair or HTTPBasicAuth. The options are those of the token requests.
    """

    def __init__(self, username, password=None, session=None, **options):
        if password is None:
            pair = username
            username, password = pair if isinstance(pair, (tuple, list)) else (pair.username, pair.password)
        self.username, self.password = username, password
        self.options = options if session is None else dict(options, session=session)

    def __call__(self, request):
        if not _unbasic_classic(request.url):
            from requests.auth import HTTPBasicAuth
            return HTTPBasicAuth(self.username, self.password)(request)
        token = _unbasic_account(request.url, self.username, self.password, self.options)
        request.headers['Authorization'] = sent = _unbasic_bearer(token)
        start = request.body.tell() if hasattr(request.body, 'seek') else None

        def renew(response, **kwargs):
            if response.status_code != 401 or not token.may_renew(sent):
                return response
            response.content
            response.close()
            copy = response.request.copy()
            if start is not None:
                copy.body.seek(start)
            elif hasattr(copy.body, '__next__') or hasattr(copy.body, 'next'):
                return response
            copy.headers['Authorization'] = again = _unbasic_bearer(token)
            answer = response.connection.send(copy, **kwargs)
            if answer.status_code == 401:
                token.vain = again
            answer.history.append(response)
            answer.request = copy
            return answer

        request.register_hook('response', renew)
        return request


#: httpx
class UnbasicHttpxAuth(_httpx.Auth):
    """For `auth` of httpx: a token for the Classic API; for any other address, user name and password as they were."""

    def __init__(self, username, password, **options):
        self.user, self.password, self.options = username, password, options

    def auth_flow(self, request):
        if not _unbasic_classic(request.url):
            for step in _httpx.BasicAuth(self.user, self.password).auth_flow(request):
                yield step
            return
        token = _unbasic_account(request.url, self.user, self.password, self.options)
        request.headers['Authorization'] = sent = _unbasic_bearer(token)
        response = yield request
        if response.status_code == 401 and token.may_renew(sent):
            request.headers['Authorization'] = again = _unbasic_bearer(token)
            response = yield request
            if response.status_code == 401:
                token.vain = again


#: aiohttp
import aiohttp as _aiohttp


class UnbasicAiohttpAuth(_aiohttp.BasicAuth):
    """For `auth` of aiohttp: a token of the server that a URL is of."""

    def __new__(cls, url, login, password='', **options):
        self = super(UnbasicAiohttpAuth, cls).__new__(cls, login, password)
        self.url, self.options = url, options
        return self

    def encode(self):
        return _unbasic_bearer(_unbasic_account(self.url, self.login, self.password, self.options))
