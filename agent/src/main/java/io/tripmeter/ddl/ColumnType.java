package io.tripmeter.ddl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of PostgreSQL's own types, as a statement or format_type writes it. Whether a change writes the table anew: ALTER TABLE, notes ("binary
 * coercible ... or an unconstrained domain"), and ATColumnChangeRequiresRewrite in src/backend/commands/tablecmds.c with the planner's support
 * functions for varchar, varbit, numeric and the types of time. Immutable.
 */
final class ColumnType {
  private static final Map<String, String> SPELLINGS = new HashMap<>();

  private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(
      "smallint",
      "integer",
      "bigint",
      "real",
      "double precision",
      "numeric",
      "text",
      "character varying",
      "character",
      "boolean",
      "date",
      "timestamp",
      "timestamptz",
      "time",
      "timetz",
      "interval",
      "uuid",
      "json",
      "jsonb",
      "bytea",
      "inet",
      "cidr",
      "bit",
      "bit varying",
      "money",
      "xml"));

  static {
    String[] spellings = {
      "int2",
      "smallint",
      "int",
      "integer",
      "int4",
      "integer",
      "int8",
      "bigint",
      "float4",
      "real",
      "float8",
      "double precision",
      "decimal",
      "numeric",
      "dec",
      "numeric",
      "bool",
      "boolean",
      "varchar",
      "character varying",
      "char varying",
      "character varying",
      "char",
      "character",
      "bpchar",
      "character",
      "varbit",
      "bit varying",
      "float",
      "double precision",
      "timestamp without time zone",
      "timestamp",
      "timestamp with time zone",
      "timestamptz",
      "time without time zone",
      "time",
      "time with time zone",
      "timetz"
    };
    for (int i = 0; i < spellings.length; i += 2) {
      SPELLINGS.put(spellings[i], spellings[i + 1]);
    }
  }

  private final String name;
  private final List<Integer> sizes;

  private ColumnType(String name, List<Integer> sizes) {
    this.name = name;
    this.sizes = sizes;
  }

  /** Null for a type that is not known: one of the application's own, an array. */
  static @Nullable ColumnType of(Cursor tokens) {
    if (tokens.sees("pg_catalog") && tokens.peek(1).isSign('.')) {
      tokens.next();
      tokens.next();
    }
    StringBuilder words = new StringBuilder();
    List<Integer> sizes = new ArrayList<>();
    while (!tokens.isAtEnd() && !tokens.sees("using") && !tokens.sees("collate")) {
      Token token = tokens.next();
      if (token.kind == Token.Kind.VALUE && token.text.matches("[0-9]{1,9}")) {
        sizes.add(Integer.valueOf(token.text));
      } else if (token.isIdentifier()) {
        words.append(words.length() == 0 ? "" : " ").append(token.text);
      } else if (!token.isSign('(') && !token.isSign(')') && !token.isSign(',')) {
        return null;
      }
    }
    String spelt = words.toString();
    String name = SPELLINGS.containsKey(spelt) ? SPELLINGS.get(spelt) : spelt;
    if (!KNOWN.contains(name) || (spelt.equals("float") && !sizes.isEmpty())) {
      return null;
    }
    return new ColumnType(name, implied(name, spelt, sizes));
  }

  static @Nullable ColumnType of(String text) {
    List<List<Token>> all = Statements.whole(text);
    return all.size() == 1 ? of(new Cursor(all.get(0))) : null;
  }

  private static List<Integer> implied(String name, String spelt, List<Integer> sizes) {
    if (!sizes.isEmpty()) {
      return name.equals("numeric") && sizes.size() == 1 ? Arrays.asList(sizes.get(0), 0) : sizes;
    }
    boolean isOne = name.equals("bit") || (name.equals("character") && !spelt.equals("bpchar"));
    return isOne ? Collections.singletonList(1) : sizes;
  }

  /**
   * Whether a column of this type that becomes one of the other is written anew.
   *
   * @param isUtc whether the session's time zone may be UTC: then a timestamp becomes one with time zone as it is (PostgreSQL 12)
   */
  boolean isRewrittenTo(ColumnType other, boolean isUtc) {
    if (name.equals(other.name)) {
      return isNarrowedTo(other);
    }
    switch (name + " " + other.name) {
      case "character varying text":
      case "cidr inet":
        return false;
      case "text character varying":
        return !other.sizes.isEmpty();
      case "timestamp timestamptz":
      case "timestamptz timestamp":
        // A precision of its own is applied by a function in any zone.
        return !isUtc || !other.sizes.isEmpty();
      default:
        return true;
    }
  }

  private boolean isNarrowedTo(ColumnType other) {
    if (sizes.equals(other.sizes)) {
      return false;
    }
    switch (name) {
      case "character":
      case "bit":
        return true;
      case "numeric":
        return !other.sizes.isEmpty()
            && (sizes.isEmpty()
                || sizes.get(0) > other.sizes.get(0)
                || !sizes.get(1).equals(other.sizes.get(1)));
      default:
        return !other.sizes.isEmpty()
            && (sizes.isEmpty() ? isLimit(other) : sizes.get(0) > other.sizes.get(0));
    }
  }

  /** The types of time have six digits without a size. */
  private static boolean isLimit(ColumnType type) {
    boolean isTime = type.name.startsWith("time") || type.name.equals("interval");
    return !isTime || type.sizes.get(0) < 6;
  }
}
