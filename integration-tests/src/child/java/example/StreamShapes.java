package example;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** COPY and large objects, which pass by the driver's statements, inside of transactions. */
final class StreamShapes {
  private static final String COPY_IN = "COPY shape (number) FROM STDIN";
  private static final String COPY_OUT = "COPY (SELECT generate_series(1, 20)) TO STDOUT";

  private StreamShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("copy-in", Shape.transaction(StreamShapes::copyIn));
    all.put("copy-in-later", Shape.transaction(StreamShapes::copyInLater));
    all.put("copy-out", Shape.transaction(StreamShapes::copyOut));
    all.put("copy-cancelled", Shape.transaction(StreamShapes::copyCancelled));
    all.put("large-object", Shape.transaction(StreamShapes::largeObject));
    all.put("large-object-later", Shape.transaction(StreamShapes::largeObjectLater));
    all.put("copy-in-autocommit", StreamShapes::copyInAutocommit);
  }

  private static CopyManager copying(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static void copyIn(Connection connection, Seen seen) throws Exception {
    seen.add("copied", copying(connection).copyIn(COPY_IN, new StringReader("1\n2\n3\n")));
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
    connection.rollback();
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }

  private static void copyInLater(Connection connection, Seen seen) throws Exception {
    Sql.run(connection, "DELETE FROM shape");
    copyIn(connection, seen);
  }

  private static void copyOut(Connection connection, Seen seen) throws Exception {
    StringWriter out = new StringWriter();
    seen.add("copied", copying(connection).copyOut(COPY_OUT, out));
    seen.add("text", out.toString().replace('\n', ','));
    connection.commit();
  }

  private static void copyCancelled(Connection connection, Seen seen) throws SQLException {
    CopyIn copy = copying(connection).copyIn(COPY_IN);
    byte[] row = {'1', '\n'};
    copy.writeToCopy(row, 0, row.length);
    copy.cancelCopy();
    connection.rollback();
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }

  private static void largeObject(Connection connection, Seen seen) throws SQLException {
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long id = objects.createLO();
    LargeObject object = objects.open(id, LargeObjectManager.READWRITE);
    object.write("a large one".getBytes(StandardCharsets.US_ASCII));
    object.seek(2);
    seen.add("read", new String(object.read(5), StandardCharsets.US_ASCII));
    object.close();
    objects.delete(id);
    connection.commit();
  }

  private static void largeObjectLater(Connection connection, Seen seen) throws SQLException {
    StatementShapes.ask(connection, "SELECT 'before'", seen);
    largeObject(connection, seen);
  }

  private static void copyInAutocommit(Connection connection, Seen seen) throws Exception {
    seen.add("copied", copying(connection).copyIn(COPY_IN, new StringReader("1\n2\n")));
    StringWriter out = new StringWriter();
    seen.add("copied", copying(connection).copyOut(COPY_OUT, out));
    Sql.run(connection, "DELETE FROM shape");
  }
}
