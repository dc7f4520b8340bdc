package example;

import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** COPY and large objects, which pass by the driver's statements. */
final class StreamWork {
  private static final String COPY_IN = "COPY item (number) FROM STDIN";

  private StreamWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("copy-in", Work.borrowing(StreamWork::copyIn));
    all.put("copy-cancelled", Work.borrowing(StreamWork::copyCancelled));
    all.put("copy-out", Work.borrowing(StreamWork::copyOut));
    all.put("large-object", Work.inTransaction(StreamWork::largeObject));
  }

  private static CopyManager copying(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static void copyIn(Connection connection) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      rows.append(i).append('\n');
    }
    copying(connection).copyIn(COPY_IN, new StringReader(rows.toString()));
  }

  private static void copyCancelled(Connection connection) throws SQLException {
    CopyIn copy = copying(connection).copyIn(COPY_IN);
    byte[] row = {'1', '\n'};
    copy.writeToCopy(row, 0, row.length);
    copy.cancelCopy();
  }

  private static void copyOut(Connection connection) throws Exception {
    copying(connection)
        .copyOut("COPY (SELECT generate_series(1, 5000)) TO STDOUT", new StringWriter());
  }

  private static void largeObject(Connection connection) throws SQLException {
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long id = objects.createLO();
    LargeObject object = objects.open(id, LargeObjectManager.READWRITE);
    object.write(new byte[50_000]);
    object.seek(0);
    object.read(50_000);
    object.close();
    objects.delete(id);
    connection.commit();
  }
}
