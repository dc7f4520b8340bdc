package io.tripmeter.postgres;

import java.util.Set;

/** Removes parameters from a JDBC URL. They take precedence over connection properties, so those that Tripmeter sets must leave the URL. */
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
