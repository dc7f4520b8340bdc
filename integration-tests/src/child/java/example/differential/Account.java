package example.differential;

/** Who the programs are and where they work. Behind a pooler they do nothing that needs a session of its own. */
final class Account {
  final String user;
  final String password;
  final String schema;
  final String way;
  final String url;

  private Account(String user, String password, String schema, String way, String url) {
    this.user = user;
    this.password = password;
    this.schema = schema;
    this.way = way;
    this.url = url;
  }

  Account(String user, String password, String schema, String url) {
    this(user, password, schema, "direct", url);
  }

  Account on(String otherWay, String otherUrl) {
    return new Account(user, password, schema, otherWay, otherUrl);
  }

  boolean isPooled() {
    return !way.equals("direct");
  }

  /** The oldest driver sends its cancel request behind a pooler if the pooler's random key looks positive to it. */
  boolean cancels() {
    return !isPooled() || new org.postgresql.Driver().getMinorVersion() > 2;
  }
}
