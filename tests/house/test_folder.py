"""The folder transport: a message is there whole or not at all."""

from queue import Empty

import pytest
from kombu import Connection

from docking import folder
from docking.celery import folder_transport


@pytest.fixture
def channel(tmp_path):
    folder.use()
    with Connection("filesystem://localhost", transport_options=folder_transport(tmp_path)) as connection:
        yield connection.default_channel


def test_a_message_comes_back_as_it_was_sent(channel, tmp_path):
    assert isinstance(channel, folder.Channel)
    channel._put("docking", {"body": "榮縣"})
    assert [path.suffix for path in (tmp_path / "queue").iterdir()] == [".msg"]
    assert channel._get("docking") == {"body": "榮縣"}
    assert not list((tmp_path / "queue").iterdir())


def test_a_message_that_is_still_being_written_is_not_taken(channel, tmp_path):
    (tmp_path / "queue" / "1_x.docking.msg.part").write_bytes(b"")
    with pytest.raises(Empty):
        channel._get("docking")


def test_a_file_that_is_no_message_does_not_end_the_worker(channel, tmp_path):
    (tmp_path / "queue" / "1_x.docking.msg").write_bytes(b"")
    with pytest.raises(Empty):
        channel._get("docking")
    channel._put("docking", {"body": "next"})
    assert channel._get("docking") == {"body": "next"}
