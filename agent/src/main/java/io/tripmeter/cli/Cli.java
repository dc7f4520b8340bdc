package io.tripmeter.cli;

import io.tripmeter.config.Version;
import io.tripmeter.doctor.Doctor;
import java.io.PrintStream;
import java.util.Arrays;

/** {@code java -jar tripmeter-agent.jar}: help, version and the doctor. Exit code 2 for an unknown argument. */
public final class Cli {
  private static final int WRONG_USAGE = 2;

  private Cli() {}

  public static void main(String[] args) {
    int code = run(args, System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    String command = args.length == 0 ? "--help" : args[0];
    if (command.equals("doctor")) {
      return Doctor.run(Arrays.asList(args).subList(1, args.length), out, err);
    }
    if (args.length > 1) {
      return wrongUsage("one argument at most", err);
    }
    switch (command) {
      case "--help":
      case "-h":
      case "help":
        Help.print(out);
        return 0;
      case "--version":
        out.println("tripmeter-agent " + Version.current());
        return 0;
      default:
        // Not the word itself: it may be a URL with a password.
        return wrongUsage("unknown argument", err);
    }
  }

  private static int wrongUsage(String what, PrintStream err) {
    err.println("tripmeter-agent: " + what + "; known are doctor, --help and --version");
    return WRONG_USAGE;
  }
}
