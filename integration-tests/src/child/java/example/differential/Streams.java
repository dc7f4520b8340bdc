package example.differential;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.fastpath.Fastpath;
import org.postgresql.fastpath.FastpathArg;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** What goes past statements: COPY, large objects, fastpath. */
final class Streams {
  private Streams() {}

  static void addTo(Operations all) {
    all.add("copy-in", 5, Streams::copyIn);
    all.add("copy-out", 4, Streams::copyOut);
    all.add("copy-by-hand", 4, Streams::copyByHand);
    all.add("large-object", 5, Streams::largeObject);
    all.add("blob", 2, Streams::blob);
    all.add("fastpath", 2, Streams::fastpath);
  }

  /** Not with the driver's own savepoints: with them drivers take answers to COPY for others (seen with 42.2.29). */
  private static CopyManager copies(Slot slot) throws Exception {
    if (slot.driver().getAutosave() != AutoSave.NEVER) {
      throw new SQLException("no COPY with savepoints");
    }
    return slot.connection().unwrap(org.postgresql.PGConnection.class).getCopyAPI();
  }

  private static void copyIn(Slot slot) throws Exception {
    String data = slot.oneOf("copied\ncopied too\n", "", "with\ttoo many\tcolumns\n", "\\.\n");
    slot.seen.attempt(() -> slot.seen.fact(
        "in",
        copies(slot).copyIn(slot.text("COPY {t} (name) FROM STDIN"), new StringReader(data))));
    slot.sql("SELECT count(*) FROM {t} WHERE name LIKE 'copied%'");
  }

  private static void copyOut(Slot slot) throws Exception {
    StringWriter out = new StringWriter();
    String query = slot.oneOf(
        "SELECT id, name FROM {t} ORDER BY id LIMIT 5",
        "SELECT 1 / (3 - n) FROM generate_series(1, 5) n",
        "SELECT 1 WHERE false");
    slot.seen.attempt(() -> slot.seen.fact(
        "out",
        copies(slot)
            .copyOut(slot.text("COPY (" + query + ") TO STDOUT (FORMAT csv, NULL 'none')"), out)));
    slot.seen.fact("data", out);
  }

  private static void copyByHand(Slot slot) throws Exception {
    CopyIn in = copies(slot).copyIn(slot.text("COPY {t} (name) FROM STDIN"));
    byte[] line = "by hand\n".getBytes(StandardCharsets.UTF_8);
    in.writeToCopy(line, 0, line.length);
    slot.seen.attempt(() -> {
      if (slot.chance(2) == 0) {
        in.cancelCopy();
      } else {
        slot.seen.fact("ended", in.endCopy() + " " + in.getHandledRowCount());
      }
    });
    CopyOut out = copies(slot).copyOut("COPY (SELECT generate_series(1, 50)) TO STDOUT");
    // Not cancelled: drivers up to 42.7.14 at least take later answers for earlier ones then.
    int lines = 0;
    while (out.readFromCopy() != null) {
      lines++;
    }
    slot.seen.fact("lines", lines);
    slot.seen.fact("active", out.isActive() + " " + in.isActive());
  }

  private static void largeObject(Slot slot) throws Exception {
    LargeObjectManager objects =
        slot.connection().unwrap(org.postgresql.PGConnection.class).getLargeObjectAPI();
    long id = objects.createLO(LargeObjectManager.READWRITE);
    try (LargeObject object = objects.open(id, LargeObjectManager.READWRITE)) {
      object.write("a large object".getBytes(StandardCharsets.UTF_8));
      object.seek(slot.chance(10));
      slot.seen.fact(
          "read", new String(object.read(5), StandardCharsets.UTF_8) + " at " + object.tell());
      object.truncate(slot.chance(9));
      slot.seen.fact("size", object.size());
    }
    if (slot.chance(2) == 0) {
      slot.connection().commit();
    }
    objects.delete(id);
    slot.seen.attempt(() -> objects.open(0L));
  }

  private static void blob(Slot slot) throws Exception {
    try (PreparedStatement select =
        slot.prepare("SELECT ?::oid IS NOT NULL, octet_length(lo_get(?)), lo_unlink(?)")) {
      Blob blob = slot.connection().createBlob();
      blob.setBytes(1, new byte[] {1, 2, 3, 4});
      for (int i = 1; i < 4; i++) {
        select.setBlob(i, blob);
      }
      slot.seen.results(select, select.execute());
      slot.seen.fact("bytes", Arrays.toString(blob.getBytes(2, 2)));
      select.setBlob(1, new ByteArrayInputStream(new byte[5]));
    }
  }

  @SuppressWarnings("deprecation")
  private static void fastpath(Slot slot) throws Exception {
    Fastpath fastpath =
        slot.connection().unwrap(org.postgresql.PGConnection.class).getFastpathAPI();
    fastpath.addFunction("int4abs", 1397);
    fastpath.addFunction("int4div", 154);
    slot.seen.attempt(() -> slot.seen.fact(
        "abs", fastpath.getInteger("int4abs", new FastpathArg[] {new FastpathArg(-7)})));
    slot.seen.attempt(() ->
        fastpath.getInteger("int4div", new FastpathArg[] {new FastpathArg(7), new FastpathArg(0)}));
  }
}
