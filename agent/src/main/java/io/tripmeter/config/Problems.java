package io.tripmeter.config;

import io.tripmeter.log.Secrets;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes each mistake: the key, the given value and its source, the accepted values, and what happens now. */
final class Problems {
  private static final int SHOWN_LENGTH = 80;

  private final List<ConfigProblem> list = new ArrayList<>();

  List<ConfigProblem> list() {
    return list;
  }

  /** @param kept what counts instead */
  void badValue(GivenValue given, Option option, String kept) {
    add(
        given.name,
        shownKey(given.name) + " = " + shownValue(given.text, option) + " (" + given.source
            + ") is not accepted; accepted is " + option.accepted() + "; " + kept);
  }

  /** What counts at the start, if what is given is not accepted. */
  static String instead(KeySpelling.Key key) {
    return key.pool == null
        ? "the default (" + key.option.shownDefault() + ") is kept"
        : "the pool keeps the value for all pools";
  }

  /**
   * The key, if it can be changed while the application runs; else null, and a problem.
   *
   * @param above what sources that take precedence say
   * @param instead what comes of it, if it cannot
   */
  KeySpelling.@Nullable Key changeable(GivenValue given, SettingsReader above, String instead) {
    KeySpelling.Key key = KeySpelling.PROPERTY.resolve(given.name);
    if (key == null) {
      unknownKey(given, KeySpelling.PROPERTY);
    } else if (!key.isKnown()) {
      notPerPool(given, key.option);
    } else if (key.option == Option.CONFIG && given.source.startsWith("file ")) {
      inFile(given);
    } else if (!key.option.isChangeable()) {
      Setting higher = above.given(key);
      if (higher == null) {
        notChangeable(given, instead);
      } else {
        outranked(given, higher.source());
      }
    } else {
      return key;
    }
    return null;
  }

  private void notChangeable(GivenValue given, String instead) {
    add(
        given.name,
        shownKey(given.name) + " (" + given.source
            + ") cannot be changed while the application runs" + instead);
  }

  /** A line of the file is gone. */
  void removed(GivenValue line, SettingsReader above) {
    KeySpelling.Key key = KeySpelling.PROPERTY.resolve(line.name);
    if (key != null
        && key.isKnown()
        && key.option != Option.CONFIG
        && !key.option.isChangeable()
        && above.given(key) == null) {
      notChangeable(line, "; that it is gone counts from the next start");
    }
  }

  /** @param by the source that takes precedence */
  void outranked(GivenValue given, String by) {
    add(
        given.name,
        shownKey(given.name) + " (" + given.source + ") has no effect; it is given by " + by);
  }

  /**
   * No pool has this name, so far: one may come late. The key is shown whole: the slip may be at the end of a long name.
   *
   * @param key of one pool, as its source spells it
   */
  void noSuchPool(String key, String source) {
    list.add(new ConfigProblem(
        key,
        key + " (" + source + ") has no effect so far; no pool to PostgreSQL has this name,"
            + " or leads to this database; the key counts when there is such a pool"));
  }

  void notPerPool(GivenValue given, Option option) {
    add(
        given.name,
        shownKey(given.name) + " (" + given.source + ") is ignored; " + option.key()
            + " cannot be set for one pool, only " + option.property() + " for all");
  }

  /** The value of an unknown key is not shown, because it may be a password. */
  void unknownKey(GivenValue given, KeySpelling spelling) {
    String nearest = NearestKey.to(given.name, spelling);
    String hint = nearest == null
        ? "java -jar tripmeter-agent.jar lists the keys"
        : "the nearest key is " + nearest;
    add(
        given.name,
        "unknown key " + shownKey(given.name) + " (" + given.source + ") is ignored; " + hint);
  }

  void noEquals(int position, String argument) {
    // Only a known key is shown: other text may be the end of a value that contains a comma.
    KeySpelling.Key key = KeySpelling.PROPERTY.resolve(PropertyNames.withoutPrefix(argument));
    String shown = key == null ? "" : " (" + key.option.key() + ")";
    add(
        "agent argument " + position,
        "agent argument " + position + shown
            + " has no '='; accepted is key=value,key=value with \\, for a comma in a value; it is ignored");
  }

  void file(String source, String message) {
    add(Option.CONFIG.key(), message + " (" + source + "); settings in it are ignored");
  }

  /** While the application runs. */
  void unreadable(File file) {
    add(
        Option.CONFIG.key(),
        "cannot read the file " + file.getAbsolutePath() + ": " + PropertiesFile.reason(file)
            + "; what it said before stays in force");
  }

  void inFile(GivenValue given) {
    add(
        given.name,
        "config (" + given.source + ") cannot be set in the file itself; it is ignored");
  }

  private void add(String key, String message) {
    list.add(new ConfigProblem(shownKey(key), message));
  }

  /**
   * The key if it can be shown. An unknown key with characters that no key has may be part of a secret that contains a comma.
   */
  static String shownKey(String name) {
    boolean known =
        KeySpelling.PROPERTY.resolve(name) != null || KeySpelling.ENVIRONMENT.resolve(name) != null;
    return known || looksLikeKey(name) ? shorten(name) : "<not shown>";
  }

  private static boolean looksLikeKey(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && "._- ".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String shownValue(String text, Option option) {
    if (option == Option.OTLP_ENDPOINT) {
      return "a value not shown";
    }
    return '"' + shorten(Secrets.redact(text)) + '"';
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "...";
  }
}
