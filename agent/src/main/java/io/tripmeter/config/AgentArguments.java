package io.tripmeter.config;

import java.util.ArrayList;
import java.util.List;

/** {@code key=value,key=value}; a backslash before a comma or a backslash escapes it. */
final class AgentArguments {
  private AgentArguments() {}

  static List<GivenValue> read(String arguments, Problems problems) {
    List<GivenValue> given = new ArrayList<>();
    int position = 0;
    for (String part : split(arguments)) {
      position++;
      int equals = part.indexOf('=');
      if (equals > 0) {
        String name = PropertyNames.withoutPrefix(part.substring(0, equals).trim());
        given.add(new GivenValue(
            name, part.substring(equals + 1), "agent argument " + Problems.shownKey(name)));
      } else if (!part.trim().isEmpty()) {
        problems.noEquals(position, part.trim());
      }
    }
    return given;
  }

  private static List<String> split(String arguments) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      char next = i + 1 < arguments.length() ? arguments.charAt(i + 1) : 0;
      if (c == '\\' && (next == ',' || next == '\\')) {
        part.append(next);
        i++;
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
