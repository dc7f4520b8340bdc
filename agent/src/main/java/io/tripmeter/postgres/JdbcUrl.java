package io.tripmeter.postgres;

import java.util.Set;

/** The parameters behind a JDBC URL's question mark; they beat the properties given beside it, so what we change must leave it. */
public final class JdbcUrl {
  private JdbcUrl() {}

  public static String without(String url, Set<String> names) {
    int question = url.indexOf('?');
    if (question < 0 || names.isEmpty()) {
      return url;
    }
    StringBuilder kept = new StringBuilder(url.substring(0, question));
    char separator = '?';
    for (String parameter : url.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!parameter.isEmpty() && !names.contains(name)) {
        kept.append(separator).append(parameter);
        separator = '&';
      }
    }
    return kept.toString();
  }
}
