package example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * An application that does as it is told on standard input, one line a command: an id and words, percent-encoded. Each answer begins with
 * {@code >>} and the id. Commands run side by side, as requests do.
 */
final class Console {
  /** One command with its arguments; what it returns is the answer. */
  interface Command {
    String run(String[] arguments) throws Exception;
  }

  private Console() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = java.net.URLDecoder.decode(words[i], "UTF-8");
      }
      new Thread(() -> answer(words)).start();
    }
    System.exit(0);
  }

  private static void answer(String[] words) {
    String answer;
    try {
      answer =
          command(words[1]).run(Arrays.copyOfRange(words, Math.min(2, words.length), words.length));
    } catch (SQLException e) {
      answer = "failed: " + e.getSQLState() + " " + message(e);
    } catch (Throwable e) {
      answer = "failed: " + message(e);
    }
    System.out.println(">>" + words[0] + " " + String.valueOf(answer).replace('\n', ' '));
  }

  private static String message(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown + (cause == null ? "" : " because of " + message(cause));
  }

  /** A command and its words. */
  static String run(String[] words) throws Exception {
    return command(words[0]).run(Arrays.copyOfRange(words, 1, words.length));
  }

  private static Command command(String name) {
    switch (name) {
      case "churn":
        return PoolCommands::churn;
      case "heap":
        return arguments -> Long.toString(PoolCommands.usedHeap());
      case "deploy":
        return DeployCommands::deploy;
      case "in":
        return DeployCommands::in;
      case "undeploy":
        return DeployCommands::undeploy;
      case "kept":
        return DeployCommands::kept;
      case "deregister":
        return OpenCommands::deregister;
      case "pool":
        return PoolCommands::create;
      case "settings":
        return PoolCommands::settings;
      case "restart":
        return PoolCommands::restart;
      case "ask-pooled":
        return PoolCommands::askPooled;
      case "close":
        return PoolCommands::close;
      case "ask":
        return PoolCommands::ask;
      case "ask-all":
        return PoolCommands::askAll;
      case "ask-prepared":
        return PoolCommands::askPrepared;
      case "read":
        return ReadCommands::autocommit;
      case "read-in-transaction":
        return ReadCommands::transaction;
      case "read-own-writes":
        return ReadCommands::ownWrites;
      case "read-shapes":
        return ReadCommands::shapes;
      case "read-crowd":
        return ReadCommands::crowd;
      case "schema":
        return PoolCommands::schema;
      case "valid":
        return PoolCommands::valid;
      case "hold":
        return PoolCommands::hold;
      case "release":
        return PoolCommands::release;
      case "open":
        return OpenCommands::driverManager;
      case "open-source":
        return OpenCommands::dataSource;
      case "open-physical":
        return OpenCommands::connectionPoolDataSource;
      case "open-pooling":
        return OpenCommands::poolingDataSource;
      case "open-xa":
        return OpenCommands::xaDataSource;
      case "commit":
        return PoolCommands::transaction;
      case "transaction":
        return TransactionCommands::pooled;
      case "transaction-with-pause":
        return TransactionCommands::withPause;
      case "transaction-of-own":
        return TransactionCommands::own;
      case "script":
        return ScriptCommands::pooled;
      case "random":
        return TransactionCommands::random;
      case "crowd":
        return TransactionCommands::crowd;
      case "interrupted":
        return RiderCommands::run;
      case "xa":
        return XaCommands::run;
      case "shapes":
        return Shapes::names;
      case "shape":
        return Shapes::run;
      case "beans":
        return arguments -> AttachBeans.all();
      case "migrate-pool":
        return MigrationCommands::pool;
      case "migrate-pool-after-failure":
        return MigrationCommands::poolAfterFailure;
      case "migrate-url":
        return MigrationCommands::url;
      case "migrate-borrowing":
        return JavaMigrations::pool;
      case "liquibase-inside":
        return LiquibaseCommands::insideAFramework;
      case "liquibase-handed":
        return LiquibaseCommands::handed;
      case "liquibase-url":
        return MigrationCommands::liquibase;
      case "liquibase-pool":
        return MigrationCommands::springLiquibase;
      default:
        throw new IllegalArgumentException(name);
    }
  }
}
