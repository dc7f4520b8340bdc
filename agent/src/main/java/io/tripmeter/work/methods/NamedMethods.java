package io.tripmeter.work.methods;

import io.tripmeter.log.Log;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.WorkKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** Each outermost call of a method of {@code work.methods} is a unit of work. The subject is its name, a constant of the woven code. */
public final class NamedMethods extends WorkKind {
  /** Every call of the agent's own passes them, and so would come back to itself. */
  private static final String[] NOT_APPLICATIONS = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "io.tripmeter."
  };

  private static final String NO_METHOD =
      "work.methods has an entry that is no method of the application; accepted is its full name, such as com.acme.Import.run,"
          + " and com.acme.Outer$Inner.run of an inner class; the entry is ignored";

  @Override
  public String label() {
    return "method";
  }

  @Override
  public int depth() {
    return STEP;
  }

  /** None is known before the configuration is read: {@link #weavings(int, String)}. */
  @Override
  public List<Weaving> weavings(int index) {
    return Collections.emptyList();
  }

  /**
   * Where to weave for this list of methods. An entry that is none is one line in the log, and no unit.
   *
   * @param list {@code com.acme.Import.run,com.acme.Batch.step}
   */
  public static List<Weaving> weavings(int index, String list) {
    Map<String, Weaving> byClass = new LinkedHashMap<>();
    StringTokenizer entries = new StringTokenizer(list, ", \t");
    while (entries.hasMoreTokens()) {
      String entry = entries.nextToken();
      if (isMethod(entry)) {
        add(entry, index, byClass);
      } else {
        Log.warn("configuration: " + NO_METHOD)
            .field("key", "work.methods")
            .field("entry", entry)
            .write();
      }
    }
    return new ArrayList<>(byClass.values());
  }

  private static void add(String entry, int index, Map<String, Weaving> byClass) {
    int dot = entry.lastIndexOf('.');
    String owner = entry.substring(0, dot);
    String method = entry.substring(dot + 1);
    Weaving weaving = byClass.get(owner);
    if (weaving == null) {
      weaving = Weaving.into(owner);
      byClass.put(owner, weaving);
    }
    weaving
        .advise(BoundAdvice.of("WorkAdvice.named").with("work", index).with("name", entry), method)
        .named(method);
  }

  private static boolean isMethod(String entry) {
    for (String prefix : NOT_APPLICATIONS) {
      if (entry.startsWith(prefix)) {
        return false;
      }
    }
    String[] names = entry.split("\\.", -1);
    for (String name : names) {
      if (!isIdentifier(name)) {
        return false;
      }
    }
    return names.length > 1;
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isJavaIdentifierPart(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty() && Character.isJavaIdentifierStart(name.charAt(0));
  }

  @Override
  public boolean counts(Object name) {
    return true;
  }

  @Override
  public String nameAtBegin(Object name) {
    return name.toString();
  }

  @Override
  public String name(Object name) {
    return name.toString();
  }

  @Override
  public boolean reportsIdle() {
    return false;
  }
}
