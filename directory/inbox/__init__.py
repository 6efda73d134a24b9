"""What readers report, where a municipality has switched an inbox on. The only room that knows SQLAlchemy."""
