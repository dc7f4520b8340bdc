package io.tripmeter.doctor;

import java.io.PrintStream;

/** What {@code doctor --help} prints. */
final class DoctorHelp {
  private static final String[] LINES = {
    "Looks at a database from the machine where the application will run. Writes nothing to it.",
    "",
    "  java -jar tripmeter-agent.jar doctor URL [--user NAME] [options]",
    "  java -jar tripmeter-agent.jar doctor --pid PID [--json]",
    "",
    "URL: jdbc:postgresql://host:port/database?parameters, postgresql://user@host:port/database,",
    "or host:port/database. The password comes from PGPASSWORD, the file PGPASSFILE or ~/.pgpass, or",
    "is asked for.",
    "",
    "  --user NAME, -U NAME   the role; else the URL's, PGUSER, the operating system's user",
    "  --instances N          how many instances of the application there will be (1)",
    "  --pool N               connections of each instance's pool (10)",
    "  --connections N        the most connections that are opened at once, up to 20",
    "  --driver FILE          pgjdbc's jar in another version than the one inside",
    "  --pid PID              asks the Tripmeter of a running JVM instead",
    "  --json                 one JSON object",
    "",
    "Exit code: 0 nothing to advise; 1 advice, which is no failure (--pid: a problem, a pool without a",
    "connection, or it is not known what is wrong); 2 it cannot be done, with one line on stderr that",
    "says why.",
  };

  private DoctorHelp() {}

  static void print(PrintStream out) {
    for (String line : LINES) {
      out.println(line);
    }
  }
}
