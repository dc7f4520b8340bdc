package example.differential;

import java.sql.DriverManager;
import org.postgresql.PGNotification;

/** Settings, and what else a session has of its own. */
final class Sessions {
  private Sessions() {}

  static void addTo(Operations all) {
    all.add("set-local", 6, Sessions::setLocal);
    all.add("set-local-search-path", 4, Sessions::searchPath);
    all.add(
        "advisory-lock-of-transaction",
        2,
        slot -> slot.sql("SELECT pg_try_advisory_xact_lock(hashtext('{t}'))"));
    all.add("notify", 2, slot -> slot.sql("NOTIFY \"{s}\", 'to nobody'"));
    all.add("client-info", 3, Sessions::clientInfo);
    all.addDirect("set", 8, Sessions::set);
    all.addDirect("schema", 3, Sessions::schema);
    all.addDirect("listen", 3, Sessions::listen);
    all.addDirect(
        "discard",
        2,
        slot -> slot.sql(slot.oneOf(
            "DISCARD ALL", "DISCARD PLANS", "DISCARD TEMP", "RESET ALL", "DEALLOCATE ALL")));
    all.addDirect("prepare-by-text", 3, Sessions::prepare);
    all.addDirect(
        "advisory-lock",
        2,
        slot -> slot.sql("SELECT pg_try_advisory_lock(hashtext('{t}')), pg_advisory_unlock_all()"));
    all.addDirect(
        "role",
        2,
        slot -> slot.sql(slot.oneOf(
            "SET ROLE postgres",
            "SET ROLE app",
            "RESET ROLE",
            "SET SESSION AUTHORIZATION DEFAULT",
            "SELECT current_user, session_user")));
  }

  private static void setLocal(Slot slot) throws Exception {
    // Behind a pooler not those that the driver sets at its start, nor new ones: they stay with one
    // of its sessions.
    String setting = slot.oneOf(
        "work_mem",
        "TimeZone",
        "DateStyle",
        slot.account.isPooled() ? "work_mem" : "extra_float_digits",
        slot.account.isPooled() ? "TimeZone" : "my.own",
        "enable_seqscan",
        "bytea_output");
    String value =
        slot.oneOf("'7MB'", "'Asia/Tokyo'", "'ISO, DMY'", "'2'", "'off'", "'hex'", "DEFAULT");
    slot.sql("SET LOCAL " + setting + " = " + value);
    // Up to 42.7.4 the driver begins a session with 2 and then sets 3; with assumeMinServerVersion,
    // which
    // Tripmeter sets, it begins with 3. DEFAULT, RESET and DISCARD ALL tell; floats are shown
    // alike.
    String shown = setting.equals("extra_float_digits") ? "DateStyle" : setting;
    slot.sql("SELECT current_setting('" + shown
        + "', true), '2024-02-29 12:00 UTC'::timestamptz::text, 0.1::float4::text");
  }

  private static void searchPath(Slot slot) throws Exception {
    slot.sql("SET LOCAL search_path TO {s}, pg_catalog");
    slot.sql("SELECT count(*), current_schema() FROM t_a");
    slot.sql("SELECT set_config('search_path', 'pg_catalog', true)");
    slot.sql("SELECT current_schemas(false)");
  }

  private static void clientInfo(Slot slot) throws Exception {
    // Until it is set the name is Tripmeter's.
    if (slot.seen.attempt(
        () -> slot.connection().setClientInfo("ApplicationName", "by client info"))) {
      slot.seen.fact("info", slot.connection().getClientInfo("ApplicationName"));
      slot.sql("SHOW application_name");
    }
    slot.seen.attempt(() -> slot.connection().setClientInfo("Nothing", "x"));
  }

  private static void set(Slot slot) throws Exception {
    slot.sql("SET "
        + slot.oneOf(
            "work_mem = '9MB'",
            "TimeZone = 'Asia/Tokyo'",
            "DateStyle = 'SQL'",
            "extra_float_digits = 0",
            "search_path = {s}",
            "search_path = pg_catalog",
            "default_transaction_read_only = on",
            "default_transaction_isolation = 'serializable'",
            "standard_conforming_strings = off",
            "client_encoding = 'LATIN1'",
            "application_name = 'by text'; SHOW application_name",
            "lock_timeout = '20s'; SHOW lock_timeout",
            "nothing = 1"));
    slot.sql(
        "SELECT current_setting('work_mem'), current_setting('TimeZone'), current_setting('DateStyle'), current_schemas(false), current_setting('transaction_read_only'), '2024-02-29 12:00 UTC'::timestamptz, 0.1::float4, 'it''s \\ this'");
    if (slot.chance(2) == 0) {
      slot.sql("RESET "
          + slot.oneOf(
              "work_mem",
              "TimeZone",
              "DateStyle",
              "search_path",
              "default_transaction_read_only",
              "standard_conforming_strings",
              "client_encoding"));
    }
  }

  private static void schema(Slot slot) throws Exception {
    slot.seen.attempt(() -> slot.connection()
        .setSchema(slot.oneOf(slot.account.schema, "public", "no such \"schema\"")));
    slot.seen.attempt(() -> slot.seen.fact("schema", slot.connection().getSchema()));
    slot.sql("SELECT count(*) FROM t_b");
  }

  /** Only where notifications are delivered: outside of transactions. */
  private static void listen(Slot slot) throws Exception {
    if (!slot.connection().getAutoCommit()
        || slot.driver().getTransactionState() != org.postgresql.core.TransactionState.IDLE) {
      return;
    }
    String channel = slot.text("{t}").replace('.', '_');
    slot.sql("LISTEN " + channel);
    try (java.sql.Connection other = DriverManager.getConnection(
            slot.account.url, slot.account.user, slot.account.password);
        java.sql.Statement statement = other.createStatement()) {
      statement.execute("NOTIFY " + channel + ", 'heard'");
    }
    int heard = 0;
    for (int i = 0; i < 4 && heard == 0; i++) {
      PGNotification[] all = slot.driver().getNotifications(1000);
      for (PGNotification one : all == null ? new PGNotification[0] : all) {
        slot.seen.fact("notification", one.getName() + " " + one.getParameter());
        heard++;
      }
    }
    slot.sql("NOTIFY " + channel + "; UNLISTEN *");
  }

  private static void prepare(Slot slot) throws Exception {
    slot.sql("PREPARE by_text AS SELECT $1::int + 1");
    slot.sql("EXECUTE by_text(41)");
    slot.sql(slot.oneOf("DEALLOCATE by_text", "DEALLOCATE ALL", "DEALLOCATE never"));
    slot.sql("EXECUTE by_text(1)");
    slot.sql("DEALLOCATE ALL");
  }
}
