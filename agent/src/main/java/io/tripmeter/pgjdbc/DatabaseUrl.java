package io.tripmeter.pgjdbc;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database as people name it: a JDBC URL, libpq's {@code postgresql://user@host:port/database?parameters} (PostgreSQL manual 32.1.1.2),
 * or {@code host:port/database}. Immutable.
 */
public final class DatabaseUrl {
  private static final String JDBC = "jdbc:postgresql:";

  /** With it the driver connects on a thread of its own, whose round trips nobody would count. Each wait has a limit without it. */
  private static final String LOGIN_TIMEOUT = "loginTimeout";

  /** libpq's names and the driver's, where they differ. */
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    NAMES.put("application_name", "ApplicationName");
    NAMES.put("connect_timeout", "connectTimeout");
    NAMES.put("channel_binding", "channelBinding");
    NAMES.put("sslnegotiation", "sslNegotiation");
    NAMES.put("gssencmode", "gssEncMode");
  }

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  private DatabaseUrl(String url, @Nullable String user, @Nullable String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Null if it is nothing of that kind, or has an @ where it may be a password's end that was not found. */
  public static @Nullable DatabaseUrl parse(String text) {
    String place = text;
    boolean isJdbc = text.startsWith(JDBC);
    if (isJdbc) {
      place = text.substring(JDBC.length());
    } else if (text.startsWith("postgresql:") || text.startsWith("postgres:")) {
      place = text.substring(text.indexOf(':') + 1);
    } else if (text.contains("://") || text.indexOf('/') <= 0) {
      return null;
    } else {
      place = "//" + text;
    }
    // As libpq, which looks for the @ before the first slash: what is before it may have a question
    // mark.
    int question = place.indexOf('?', isJdbc ? 0 : endOfUser(place));
    String rest = question < 0 ? "" : place.substring(question + 1);
    place = question < 0 ? place : place.substring(0, question);
    String user = null;
    String password = null;
    int at = place.lastIndexOf('@');
    if (at > 0 && place.startsWith("//")) {
      String[] who = place.substring(2, at).split(":", 2);
      user = who[0];
      password = who.length > 1 ? who[1] : null;
      place = "//" + place.substring(at + 1);
    }
    DatabaseUrl parsed = new DatabaseUrl(JDBC + place, user, password).with(rest, isJdbc);
    return parsed.url.indexOf('@') < 0 ? parsed : null;
  }

  /** 0 for no user. */
  private static int endOfUser(String place) {
    int slash = place.indexOf('/', 2);
    return Math.max(0, place.lastIndexOf('@', slash < 0 ? place.length() : slash));
  }

  private DatabaseUrl with(String parameters, boolean isJdbc) {
    String who = user;
    String secret = password;
    StringBuilder kept = new StringBuilder(url);
    for (String parameter : parameters.split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (name.equals(DriverProperty.USER.key())) {
        who = value;
      } else if (name.equals(DriverProperty.PASSWORD.key())) {
        secret = value;
      } else if (!parameter.isEmpty() && !name.equals(LOGIN_TIMEOUT)) {
        kept.append(kept.length() == url.length() ? '?' : '&');
        kept.append(isJdbc ? parameter : translated(name, value));
      }
    }
    return new DatabaseUrl(kept.toString(), decoded(who), decoded(secret));
  }

  private static String translated(String name, String value) {
    return name.equals("target_session_attrs")
        ? DriverProperty.TARGET.key() + "=" + target(value)
        : NAMES.getOrDefault(name, name) + "=" + value;
  }

  private static String target(String attribute) {
    switch (attribute.toLowerCase(Locale.ROOT)) {
      case "read-write":
      case "primary":
        return "primary";
      case "read-only":
      case "standby":
        return "secondary";
      case "prefer-standby":
        return "preferSecondary";
      default:
        return "any";
    }
  }

  private static @Nullable String decoded(@Nullable String text) {
    try {
      // A plus is itself in a URL's user and password.
      return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException asItIs) {
      return text;
    }
  }

  /** For the driver, without user and password. */
  public String url() {
    return url;
  }

  public @Nullable String user() {
    return user;
  }

  public @Nullable String password() {
    return password;
  }
}
