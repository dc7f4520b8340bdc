package example.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** One connection more for each line of standard input. Arguments: URL, user, password. */
final class Connect {
  private Connect() {}

  public static void main(String[] arguments) throws Exception {
    List<Connection> open = new ArrayList<>();
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLine()) {
      String id = lines.nextLine();
      open.add(DriverManager.getConnection(arguments[0], arguments[1], arguments[2]));
      System.out.println("connected " + id + ".");
    }
    System.exit(0);
  }
}
