package io.tripmeter.doctor;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.config.Version;
import io.tripmeter.log.Escape;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.pgjdbc.DatabaseUrl;
import io.tripmeter.pgjdbc.DriverJar;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.signals.overview.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code doctor URL} and {@code doctor --pid PID}. Exit codes: 0 fine, 1 there is advice, 2 it cannot be done. */
public final class Doctor {
  private static final int ADVICE = 1;
  private static final int CANNOT = 2;
  private static final long LONGEST_MILLIS = 90_000;
  private static final String PREFIX = "tripmeter-agent doctor: ";

  private final DoctorArguments arguments;
  private final PrintStream out;
  private final PrintStream err;

  private Doctor(DoctorArguments arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** @param words those behind {@code doctor} */
  public static int run(List<String> words, PrintStream out, PrintStream err) {
    boolean json = words.contains("--json");
    try {
      return run(DoctorArguments.read(words), out, err);
    } catch (CannotException cannot) {
      return cannot(cannot.getMessage(), json, out, err);
    } catch (RuntimeException | LinkageError unexpected) {
      return cannot(
          "an error of its own, please report it: " + Secrets.describe(unexpected), json, out, err);
    }
  }

  private static int run(DoctorArguments arguments, PrintStream out, PrintStream err)
      throws CannotException {
    if (arguments.help()) {
      DoctorHelp.print(out);
      return 0;
    }
    return arguments.pid() != 0
        ? RunningAgent.report(arguments.pid(), arguments.json(), out)
        : new Doctor(arguments, out, err).examine(String.valueOf(arguments.url()));
  }

  private static int cannot(@Nullable String why, boolean json, PrintStream out, PrintStream err) {
    if (json) {
      out.println(new Json().beginObject().text("error", why).endObject());
      out.flush();
    }
    StringBuilder line = new StringBuilder(PREFIX);
    Escape.append(line, String.valueOf(why), false);
    err.println(line);
    return CANNOT;
  }

  private int examine(String url) throws CannotException {
    DatabaseUrl database = DatabaseUrl.parse(url);
    if (database == null) {
      throw new CannotException(
          "this is no URL of a PostgreSQL database: give jdbc:postgresql://host:port/database,"
              + " postgresql://user@host:port/database or host:port/database, with %40 for an @ in a password"
              + " or a parameter");
    }
    if (database.password() != null) {
      err.println(PREFIX
          + "the password in the URL can be read by every user of this machine while this runs, and stays in"
          + " the shell's history: PGPASSWORD or ~/.pgpass keeps it to yourself");
    }
    Settings settings = Configuration.read(null);
    // What the agent would log is in the report.
    Log.configure("text", "off");
    Driver driver = driver();
    String user = user(database);
    Properties parsed = new Opener(driver, database.url(), user, null).asked();
    Places places = Places.of(parsed);
    String password = database.password() != null
        ? database.password()
        : new Passwords(System.getenv(), err)
            .find(places, DriverProperty.DATABASE.in(parsed, user), user);
    String at = places.toString();
    try {
      return report(inTime(database.url(), driver, settings, user, password, at), at, user);
    } catch (NoPassword asked) {
      String typed = PasswordPrompt.ask(user, at);
      if (typed == null) {
        throw new CannotException(String.valueOf(asked.getMessage()));
      }
      try {
        return report(inTime(database.url(), driver, settings, user, typed, at), at, user);
      } catch (NoPassword again) {
        throw new CannotException(String.valueOf(again.getMessage()));
      }
    }
  }

  /** Whoever types a password is given all the time: the limit is not in force then. */
  private Examination inTime(
      String url,
      Driver driver,
      Settings settings,
      String user,
      @Nullable String password,
      String at)
      throws CannotException, NoPassword {
    TimeLimit limit = new TimeLimit(
        LONGEST_MILLIS,
        CANNOT,
        () -> cannot(
            "not done after " + LONGEST_MILLIS / 1000 + " s, given up",
            arguments.json(),
            out,
            err));
    try (Opener opener = new Opener(driver, url, user, password)) {
      try {
        return new Examination(opener, driver, settings, arguments);
      } catch (SQLException failed) {
        String why = Reason.of(failed, opener.firstWords(), at, user);
        if (password == null && Reason.isForPassword(failed)) {
          throw new NoPassword(why);
        }
        throw new CannotException(why);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
        throw new CannotException(
            "this version of the driver is not known to Tripmeter: " + Secrets.describe(unknown));
      }
    } finally {
      limit.end();
    }
  }

  private int report(Examination found, String at, String user) {
    List<Advice> advice = Adviser.of(found, arguments);
    String database = DriverProperty.DATABASE.in(found.plan.asked(), user);
    if (arguments.json()) {
      Map<String, String> target = new LinkedHashMap<>();
      target.put("address", at);
      target.put("database", database);
      target.put("user", user);
      target.put("tripmeter", Version.current());
      target.put("driver", found.driver);
      out.println(JsonReport.of(found, arguments, advice, target));
    } else {
      String title = "Tripmeter " + Version.current() + ", doctor: " + at + "/" + database + " as "
          + user + ", by pgjdbc " + found.driver;
      out.print(TextReport.of(found, arguments, advice, title));
    }
    return advice.isEmpty() ? 0 : ADVICE;
  }

  private Driver driver() throws CannotException {
    try {
      return DriverJar.load(arguments.driver());
    } catch (IOException none) {
      throw new CannotException(none.getMessage() + ": check --driver");
    }
  }

  /** As libpq: the operating system's user if nothing else is said. */
  private String user(DatabaseUrl database) {
    String given = arguments.user() != null ? arguments.user() : database.user();
    String user = given != null ? given : System.getenv("PGUSER");
    return user == null || user.isEmpty() ? System.getProperty("user.name", "") : user;
  }

  /** The server wants one, and there is none. */
  private static final class NoPassword extends Exception {
    private static final long serialVersionUID = 1;

    NoPassword(String message) {
      super(message);
    }
  }
}
