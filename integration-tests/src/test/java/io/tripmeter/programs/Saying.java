package io.tripmeter.programs;

import io.tripmeter.testing.ForkedJvm;
import java.util.List;
import java.util.regex.Pattern;

/** What a program has said, without what its JVM says of itself. */
public final class Saying {
  /**
   * Any agent that puts classes before the bootstrap loader makes a JVM with class data sharing say the first, and
   * JAVA_TOOL_OPTIONS the second: no agent can prevent it.
   */
  static final String OF_THE_JVM =
      ".* warning: Sharing is only supported for boot loader classes because bootstrap classpath has been appended"
          + "|Picked up JAVA_TOOL_OPTIONS: .*";

  private static final Pattern JVM = Pattern.compile(OF_THE_JVM);

  private Saying() {}

  public static List<String> of(ForkedJvm jvm) {
    return jvm.output().lines().filter(line -> !JVM.matcher(line).matches()).toList();
  }
}
