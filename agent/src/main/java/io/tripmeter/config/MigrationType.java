package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** {@code flyway:<version>}, numbers separated by dots or underscores as in Flyway, or {@code liquibase:<changeset id>}. */
final class MigrationType implements ValueType {
  private static final int MAX_LENGTH = 300;

  @Override
  public @Nullable Object parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > MAX_LENGTH) {
      return null;
    }
    String tool = text.substring(0, colon);
    String wanted = text.substring(colon + 1).trim();
    boolean known = tool.equals("flyway")
        ? wanted.matches("[0-9]+([._][0-9]+)*")
        : tool.equals("liquibase") && wanted.matches("\\P{Cntrl}+");
    return known ? tool + ':' + wanted : null;
  }

  @Override
  public String accepted() {
    return "flyway:<version> (numbers, dots between) or liquibase:<changeset id>";
  }
}
