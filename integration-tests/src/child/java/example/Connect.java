package example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Scanner;

/** Opens a connection without a pool for each line it hears, asks how it is secured, and keeps it open. Arguments: URL, user, password. */
final class Connect {
  private static final String QUESTION =
      "SELECT coalesce(version, 'none') FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  private Connect() {}

  public static void main(String[] arguments) throws Exception {
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLine()) {
      lines.nextLine();
      Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(QUESTION)) {
        rows.next();
        System.out.println("opened with TLS: " + rows.getString(1));
      }
    }
  }
}
