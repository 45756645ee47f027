import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import InvalidInputError
from bot.web.address import checked, is_public
from tests.support.websites import lead_to, quick_web


@pytest.mark.parametrize(
    "url",
    [
        *("", "ftp://a.example/", "file:///etc/passwd", "http://", "a.example", "http://[x/"),
        *("javascript:1", "http:///x", "https://", "//a.example/", "http://a.example:99999/"),
        *("http://a.example/" + "x" * 2_100, "https://read this @everyone", "https://a b.example/"),
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(InvalidInputError, match="begin with http://"):
        checked(url)


@pytest.mark.parametrize("url", ["http://me:secret@a.example/", "https://me@a.example/"])
def test_an_address_with_a_password_in_it_is_refused_without_repeating_it(url):
    with pytest.raises(InvalidInputError, match="before the @") as caught:
        checked(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("port", [22, 25, 6379, 5432, 0, 81, 11211])
def test_ports_of_other_services_are_refused(port):
    with pytest.raises(InvalidInputError, match=f"port {port}"):
        checked(f"http://a.example:{port}/")


@pytest.mark.parametrize("port", ["", ":80", ":443", ":8080", ":8443"])
def test_ports_of_websites_are_fine(port):
    assert checked(f"https://a.example{port}/x#part").raw_path == "/x"


def test_a_fragment_is_left_out():
    assert str(checked("https://a.example/x?y=1#part")) == "https://a.example/x?y=1"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255"),
        *("169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1"),  # noqa: S104
        *("255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "2600::1%1", "fd00::1", "fc00::1", "ff02::1"),
        *("fec0::1", "2001:db8::1", "100::1", "::127.0.0.1", "::7f00:1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1"),
        *("64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1"),
        *("2001:0:7f00:1::1", "not an address", "", "1"),
    ],
)
async def test_addresses_that_are_not_of_the_public_internet_are_told(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
        *("::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"),
    ],
)
def test_addresses_of_the_public_internet_are_told(address):
    assert is_public(address)


@settings(max_examples=200, deadline=None)
@given(st.ip_addresses())
def test_whatever_is_not_global_is_never_public(address):
    if address.is_private or address.is_loopback or address.is_link_local or address.is_reserved:
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        if mapped is None and not address.exploded.startswith("0064:ff9b:0000:"):
            assert not is_public(str(address))


@settings(max_examples=200, deadline=None)
@example("¡㏘")  # a host that cannot be decoded
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text):
    for url in (text, f"http://{text}", f"http://a.example/{text}", f"https://[{text}]/"):
        try:
            found = checked(url)
        except InvalidInputError:
            continue
        assert found.scheme in {"http", "https"}
        assert found.host
        assert found.user is None


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1:8080/", "http://[fe80::1%251]/"),
        *("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/"),
        *("http://[::127.0.0.1]/", "http://169.254.169.254/latest/meta-data"),
        # The system makes 127.0.0.1 of each of these.
        *("http://2130706433/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f.0.0.1/"),
        *("http://0x7f000001/", "http://017700000001/", "http://127.0.0.1./", "http://0/"),
        *("http://①②⑦.0.0.1/", "http://localhost/"),
    ],
)
async def test_no_spelling_of_a_private_address_gets_through(url):
    async with quick_web(allow_private=False) as web:
        with pytest.raises(InvalidInputError, match=r"private network|begin with http"):
            await web.get(url)


async def test_a_name_is_refused_if_any_of_its_addresses_is_private():
    async def resolve(host, port):
        return ["93.184.215.14", "10.0.0.1"]

    async with quick_web(allow_private=False, resolve=resolve) as web:
        with pytest.raises(InvalidInputError, match="private network"):
            await web.get("http://blog.example/")


async def test_the_connection_goes_to_the_address_that_was_checked(host):
    # A second look-up, by anybody, would lead elsewhere.
    port = host.url.rpartition(":")[2]
    resolve = lead_to("127.0.0.1")
    async with quick_web(resolve=resolve) as web:
        answer = await web.get(f"http://blog.example:{port}/post")
    assert (resolve.asked, answer.url) == (["blog.example"], f"http://blog.example:{port}/post")
    assert host.seen[0].headers["Host"] == f"blog.example:{port}"
