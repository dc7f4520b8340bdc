package io.tripmeter.sample;

/** The service's settings: a system property, else the environment variable of the same name. */
record Settings(String url, String user, String password, int port, int poolSize, boolean migrate) {

  static Settings fromOutside() {
    return new Settings(
        required("DATABASE_URL"),
        required("DATABASE_USER"),
        text("DATABASE_PASSWORD", ""),
        number("PORT", 8080),
        number("POOL_SIZE", 20),
        Boolean.parseBoolean(text("MIGRATE", "true")));
  }

  private static String required(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          name + " is not set: give it as an environment variable or as -D" + name + "=...");
    }
    return value;
  }

  private static int number(String name, int otherwise) {
    String value = text(name, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
    }
  }

  private static String text(String name, String otherwise) {
    String property = System.getProperty(name);
    if (property != null) {
      return property;
    }
    String variable = System.getenv(name);
    return variable == null ? otherwise : variable;
  }

  /** Omits the password, which a record's default would print. */
  @Override
  public String toString() {
    return "Settings[url=" + url + ", user=" + user + ", port=" + port + ", poolSize=" + poolSize
        + "]";
  }
}
