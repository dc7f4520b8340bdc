package io.tripmeter.deployments;

import io.tripmeter.testing.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK's tool, of the JVM that runs this. */
final class Jcmd {
  private Jcmd() {}

  /** How many there are of this class after a collection. */
  static int instances(ForkedJvm jvm, String className) {
    Pattern row = Pattern.compile(
        "^ *\\d+: +(\\d+) .* " + Pattern.quote(className) + "( |$)", Pattern.MULTILINE);
    Matcher found = row.matcher(run(jvm, "GC.class_histogram"));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static String run(ForkedJvm jvm, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process = new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), command)
          .redirectErrorStream(true)
          .start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
