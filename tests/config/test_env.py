from config import env


def test_an_installation_makes_its_key_once_and_keeps_it_to_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(env, "VAR_DIR", tmp_path / "var")
    key = env.own_secret_key()
    assert len(key) >= 50
    assert env.own_secret_key() == key
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
