package io.tripmeter.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Schemas in the order of the search path. Each name is taken literally, with or without double quotes. The server would fold an unquoted
 * {@code Sales} to {@code sales}, and read an unquoted {@code user} as a keyword. Immutable.
 */
public final class SearchPath {
  private final List<String> names;

  private SearchPath(List<String> names) {
    this.names = names;
  }

  /** @param text names separated by commas, as an operator writes them */
  public static SearchPath of(String text) {
    return new SearchPath(split(text, false));
  }

  /** For the startup packet. Only a name that the server would fold is quoted; the server knows no keywords there. */
  public String asSetting() {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      boolean isPlain = name.matches("[a-z_][a-z0-9_]*");
      all.append(all.length() == 0 ? "" : ",").append(isPlain ? name : quote(name));
    }
    return all.toString();
  }

  /** For a statement. Every name is quoted. */
  public String quoted() {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(all.length() == 0 ? "" : ",").append(quote(name));
    }
    return all.toString();
  }

  /** Every name, quoted. */
  public List<String> quotedNames() {
    List<String> quoted = new ArrayList<>();
    for (String name : names) {
      quoted.add(quote(name));
    }
    return quoted;
  }

  /** Whether the server's {@code search_path} names the same schemas, quoted or not. */
  public boolean isSame(String setting) {
    return names.equals(split(setting, true));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static List<String> split(String text, boolean folds) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        name.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        names.add(name.toString());
        name.setLength(0);
      } else if (quoted || c != ' ') {
        name.append(folds && !quoted ? String.valueOf(c).toLowerCase(Locale.ROOT) : c);
      }
    }
    names.add(name.toString());
    return names;
  }
}
