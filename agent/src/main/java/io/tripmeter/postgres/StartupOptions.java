package io.tripmeter.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code options} of a startup packet: {@code -c name=value} or {@code --name=value}, separated by white space. The last value of a parameter counts. */
public final class StartupOptions {
  private StartupOptions() {}

  /** The value of the parameter in these options, or null. */
  public static @Nullable String value(@Nullable String options, String parameter) {
    if (options == null) {
      return null;
    }
    // PostgreSQL manual 20.1.4: in --name dashes stand for underscores.
    String name = parameter.replace("_", "[_-]");
    Matcher matcher = Pattern.compile(
            "(?:^|\\s)(?:-c\\s*|--)" + name + "=(\\S*)", Pattern.CASE_INSENSITIVE)
        .matcher(options);
    String value = null;
    while (matcher.find()) {
      value = matcher.group(1);
    }
    return value;
  }

  public static String set(String parameter, long millis) {
    return "-c " + parameter + "=" + millis;
  }

  public static String join(String first, @Nullable String second) {
    if (second == null || second.isEmpty()) {
      return first;
    }
    return first.isEmpty() ? second : first + " " + second;
  }
}
