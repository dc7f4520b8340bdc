package io.tripmeter.ddl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one statement changes, by PostgreSQL's grammar (gram.y). Changes that its text does not show (a DO block) are not found. One thread. */
final class Statement {
  private final List<Token> tokens;
  private final Cursor at;
  private final List<Change> changes = new ArrayList<>();
  private final List<TableName> harmless = new ArrayList<>();
  private @Nullable TableName validated;

  private Statement(List<Token> tokens) {
    this.tokens = tokens;
    at = new Cursor(tokens);
  }

  static Statement of(List<Token> tokens) {
    Statement statement = new Statement(tokens);
    statement.read();
    return statement;
  }

  List<Change> changes() {
    return changes;
  }

  /** The tables that it creates or empties: what follows does not take long there. */
  List<TableName> harmless() {
    return harmless;
  }

  /** The table of which it validates a constraint. Null for none. */
  @Nullable
  TableName validated() {
    return validated;
  }

  /** Its text, with single spaces. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      text.append(text.length() == 0 ? "" : " ").append(token.written);
    }
    return text.toString();
  }

  private void read() {
    if (at.take("alter", "table")) {
      at.take("if", "exists");
      at.take("only");
      TableName table = at.name();
      at.take('*');
      if (table != null) {
        AlterTable alter = new AlterTable(table, changes);
        alter.read(at);
        validated = alter.validates() ? table : null;
      }
    } else if (at.take("create")) {
      create();
    } else if (at.take("truncate")) {
      harmless.addAll(tables());
    } else if (at.take("reindex")) {
      reindex();
    } else if (at.take("cluster")) {
      cluster();
    } else if (at.take("vacuum")) {
      vacuum();
    } else if (at.take("refresh", "materialized", "view")) {
      refresh();
    } else if (at.take("lock")) {
      lock();
    }
  }

  private void add(Risk risk, @Nullable TableName table) {
    if (table != null) {
      changes.add(Change.of(risk, table));
    }
  }

  private void create() {
    boolean temporary = at.takeOneOf("local", "global", "unlogged", "temp", "temporary");
    temporary |= at.takeOneOf("temp", "temporary");
    if (at.take("table") || (!temporary && at.take("materialized", "view"))) {
      // One that exists may be large.
      TableName created = at.take("if", "not", "exists") ? null : at.name();
      if (created != null) {
        harmless.add(created);
      }
      return;
    }
    at.take("unique");
    if (!at.take("index") || at.take("concurrently")) {
      return;
    }
    boolean ifNotExists = at.take("if", "not", "exists");
    String index = "";
    if (!at.sees("on")) {
      TableName named = at.name();
      index = named == null ? "" : named.name;
    }
    if (!at.take("on") || at.take("only")) {
      return;
    }
    TableName table = at.name();
    if (table != null) {
      changes.add(
          ifNotExists
              ? Change.unlessThere(Risk.INDEX, table, index)
              : Change.of(Risk.INDEX, table));
    }
  }

  /** {@code REINDEX [(options)] INDEX | TABLE [CONCURRENTLY] name}; of a schema or database the tables are not known. */
  private void reindex() {
    boolean concurrently = options("concurrently");
    if (at.takeOneOf("index", "table") && !at.take("concurrently") && !concurrently) {
      add(Risk.REINDEX, at.name());
    }
  }

  /** {@code CLUSTER [(options)] table [USING index]}, or before 17 {@code CLUSTER index ON table}. */
  private void cluster() {
    options("");
    at.take("verbose");
    TableName named = at.name();
    add(Risk.CLUSTER, at.take("on") ? at.name() : named);
  }

  private void vacuum() {
    boolean full = options("full");
    full |= at.take("full");
    while (at.takeOneOf("freeze", "verbose", "analyze", "analyse")) {
      // Their order is fixed; it does not matter here.
    }
    while (full && !at.isAtEnd()) {
      add(Risk.VACUUM_FULL, at.part().name());
    }
  }

  /** Behind options in parentheses; whether this one is there and not switched off. */
  private boolean options(String wanted) {
    if (!at.take('(')) {
      return false;
    }
    boolean found = false;
    while (!at.isAtEnd() && !at.take(')')) {
      boolean named = at.next().isKeyword(wanted);
      boolean off = at.sees("false") || at.sees("off") || at.peek().text.equals("0");
      found |= named && !off;
    }
    return found;
  }

  private void refresh() {
    if (!at.take("concurrently")) {
      TableName view = at.name();
      if (!at.take("with", "no", "data")) {
        add(Risk.REFRESH, view);
      }
    }
  }

  /** {@code [TABLE] [ONLY] name [*], ...} */
  private List<TableName> tables() {
    at.take("table");
    List<TableName> tables = new ArrayList<>();
    do {
      at.take("only");
      TableName table = at.name();
      at.take('*');
      if (table != null) {
        tables.add(table);
      }
    } while (at.take(','));
    return tables;
  }

  /** {@code LOCK tables [IN mode MODE] [NOWAIT]}. */
  private void lock() {
    List<TableName> tables = tables();
    Risk.Lock mode = mode();
    for (TableName table : tables) {
      if (mode != null) {
        changes.add(Change.ofLock(table, mode));
      }
    }
  }

  /** Null for one that conflicts with no reader and no writer. */
  private Risk.@Nullable Lock mode() {
    if (!at.take("in") || at.take("access", "exclusive")) {
      return Risk.Lock.ACCESS_EXCLUSIVE;
    }
    if (at.take("share", "row", "exclusive")) {
      return Risk.Lock.SHARE_ROW_EXCLUSIVE;
    }
    if (at.take("exclusive")) {
      return Risk.Lock.EXCLUSIVE;
    }
    return at.take("share", "mode") ? Risk.Lock.SHARE : null;
  }
}
