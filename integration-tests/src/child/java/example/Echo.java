package example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Says on which Java it runs, then repeats what it is told, until it is told "exit" and a code. */
final class Echo {
  private Echo() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("java " + System.getProperty("java.specification.version"));
    System.out.println("arguments " + String.join(" ", arguments));
    System.err.println("property " + System.getProperty("echo.property") + ", environment "
        + System.getenv("ECHO"));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      if (line.startsWith("exit ")) {
        System.exit(Integer.parseInt(line.substring("exit ".length())));
      }
      System.out.println(line);
    }
  }
}
