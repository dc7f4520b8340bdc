package io.tripmeter.work.library;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.WorkKind;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work that a library does by one call on one thread: which call that is, and how its subject tells its name. No more than rows of text. */
final class LibraryWork extends WorkKind {
  private static final String MESSAGE = "message";

  /** A partition of a step is one, too. */
  private static final String STEPS = "step";

  private final String label;
  private final int depth;
  private final String name;

  /** A class's name or a descriptor, a method, and where its subject is. No class of its own: each that start-up loads costs it time. */
  private final List<String[]> calls = new ArrayList<>();

  private @Nullable String failures;
  private @Nullable String messaging;
  private boolean isNamedByDestination;
  private boolean knowsBetter;

  /** Made of {@link #name} with the first unit. */
  private @Nullable SubjectName names;

  /** @param name see {@link SubjectName} */
  private LibraryWork(String label, int depth, String name) {
    this.label = label;
    this.depth = depth;
    this.name = name;
  }

  static LibraryWork job(String name) {
    return new LibraryWork("job", JOB, name);
  }

  static LibraryWork message(String name) {
    return new LibraryWork(MESSAGE, JOB, name);
  }

  static LibraryWork step(String name) {
    return new LibraryWork(STEPS, STEP, name);
  }

  /** The getter for the exceptions that the library has caught. */
  LibraryWork failedWith(String getter) {
    failures = getter;
    return this;
  }

  /** @param system see {@link #messagingSystem} */
  LibraryWork of(String system) {
    messaging = system;
    return this;
  }

  LibraryWork namedByDestination() {
    isNamedByDestination = true;
    return this;
  }

  /** Inside of another message it tells a better name. */
  LibraryWork knowingBetter() {
    knowsBetter = true;
    return this;
  }

  /** One method of a class, and where its subject is: {@code first}, {@code second} or {@code self}. */
  LibraryWork in(String className, String method, String subject) {
    calls.add(new String[] {className, method, subject});
    return this;
  }

  /** The same of every class that declares a method of this descriptor, because applications write them. */
  LibraryWork inEvery(String descriptor, String method, String subject) {
    calls.add(new String[] {descriptor, method, subject});
    return this;
  }

  @Override
  public @Nullable String messagingSystem() {
    return messaging;
  }

  @Override
  public boolean isNamedByDestination() {
    return isNamedByDestination;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public boolean standsAlone(UnitOfWork.Kind carried) {
    return label.equals(MESSAGE) || (label.equals(STEPS) && label.equals(carried.label()));
  }

  @Override
  public Nesting inside(WorkKind outer) {
    boolean isSame = outer instanceof LibraryWork && outer.label().equals(label);
    return knowsBetter && isSame ? Nesting.NAME : super.inside(outer);
  }

  @Override
  public List<Weaving> weavings(int index) {
    List<Weaving> weavings = new ArrayList<>();
    for (String[] call : calls) {
      String target = call[0];
      boolean isDescriptor = target.startsWith("(");
      weavings.add((isDescriptor ? Weaving.intoDeclaring(target) : Weaving.into(target))
          .advise(BoundAdvice.of("WorkAdvice." + call[2]).with("work", index), call[1]));
    }
    return weavings;
  }

  @Override
  public boolean counts(Object subject) {
    return true;
  }

  @Override
  public @Nullable String name(Object subject) throws Throwable {
    SubjectName known = names;
    if (known == null) {
      known = new SubjectName(name);
      names = known;
    }
    return known.of(subject);
  }

  /** Most libraries have calls that do nothing with the database. */
  @Override
  public boolean reportsIdle() {
    return false;
  }

  @Override
  public @Nullable Throwable failure(Object subject, @Nullable Throwable thrown) throws Throwable {
    if (thrown instanceof InvocationTargetException && thrown.getCause() != null) {
      return thrown.getCause();
    }
    Object caught = thrown != null || failures == null ? null : Getters.get(subject, failures);
    boolean isAny = caught instanceof List && !((List<?>) caught).isEmpty();
    Object first = isAny && caught != null ? ((List<?>) caught).get(0) : null;
    return first instanceof Throwable ? (Throwable) first : thrown;
  }
}
