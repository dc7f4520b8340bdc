package io.tripmeter.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pgjdbc.Pgjdbc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ByteBuddy is the judge: the same calls in the same methods, the same results, and byte code that the JVM accepts. */
final class WovenLikeByteBuddyTest {
  /** Shapes that byte code can have, for advice to be copied into. */
  @SuppressWarnings("unused")
  public static class Shapes {
    private final InputStream in;
    private int left = 3;
    private long timeout;

    public Shapes(InputStream in, int first) {
      this.in = first > 0 ? in : new ByteArrayInputStream(new byte[first + 1]);
    }

    static int around() {
      boolean outermost = DriverCalls.enter(TripKind.COMMIT);
      DriverCalls.exit(outermost);
      return outermost ? 0 : 1;
    }

    public long beginsWithALoop(long n, int m) {
      do {
        n += m-- * around();
      } while (m > 0);
      return n;
    }

    public String throwsAndCatches(String text) {
      try {
        return text.substring(left);
      } catch (StringIndexOutOfBoundsException tooShort) {
        return "caught " + around();
      } finally {
        left++;
      }
    }

    public static double ofAClass(double a, float b, @Nullable Object none) {
      synchronized (Shapes.class) {
        return none == null ? a + b + around() : a;
      }
    }

    public void forgetsItsArgument(Object request, Object response) {
      request = null;
      response = left;
      if (around() == 0) {
        throw new IllegalStateException(response + " of " + request);
      }
    }

    public void startTimer() {
      timeout += around();
      left = (int) timeout;
    }

    public Object neverReturns(Object it) {
      while (true) {
        if (left-- == 0) {
          throw new UnsupportedOperationException(it + " " + around());
        }
      }
    }

    public byte[] key(int a, int b, char[] value, byte[] salt, int iterations) {
      return new byte[] {(byte) (a + b + value.length + salt.length + iterations)};
    }

    public String state() throws IOException {
      return left + " " + timeout + " " + in.available();
    }
  }

  private static final String SHAPES = Shapes.class.getName();

  private static byte[] bytes(String internalName) throws IOException {
    try (InputStream in = WovenLikeByteBuddyTest.class
        .getClassLoader()
        .getResourceAsStream(internalName + ".class")) {
      assertNotNull(in, internalName);
      return in.readAllBytes();
    }
  }

  /** Calls of the agent's and constants in each method, in the order of the byte code. */
  static Map<String, List<String>> calls(byte[] woven) {
    Map<String, List<String>> calls = new TreeMap<>();
    new ClassReader(woven)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String method,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitFieldInsn(int opcode, String owner, String name, String type) {
                    if (owner.startsWith("io/tripmeter/boot/")) {
                      add(owner + '.' + name);
                    }
                  }

                  @Override
                  public void visitLdcInsn(Object value) {
                    add(value.toString());
                  }

                  private void add(String call) {
                    calls
                        .computeIfAbsent(method + descriptor, none -> new ArrayList<>())
                        .add(call);
                  }

                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String type, boolean isInterface) {
                    if (owner.startsWith("io/tripmeter/boot/")) {
                      add(owner + '.' + name);
                    }
                  }
                };
              }
            },
            ClassReader.SKIP_FRAMES);
    return calls;
  }

  /** In a loader of its own, verified. */
  static Class<?> define(Map<String, byte[]> woven, String name) throws ClassNotFoundException {
    return Class.forName(
        name, true, new ClassLoader(WovenLikeByteBuddyTest.class.getClassLoader()) {
          private byte @Nullable [] bytesOf(String className) throws ClassNotFoundException {
            try {
              // A package is one loader's.
              return woven.containsKey(className) || !className.startsWith("org.postgresql.")
                  ? woven.get(className)
                  : bytes(className.replace('.', '/'));
            } catch (IOException e) {
              throw new ClassNotFoundException(className, e);
            }
          }

          @Override
          protected Class<?> loadClass(String className, boolean resolve)
              throws ClassNotFoundException {
            synchronized (getClassLoadingLock(className)) {
              Class<?> known = findLoadedClass(className);
              byte[] bytes = known == null ? bytesOf(className) : null;
              return known != null
                  ? known
                  : bytes != null
                      ? defineClass(className, bytes, 0, bytes.length)
                      : super.loadClass(className, resolve);
            }
          }
        });
  }

  @Test
  void theDriversClassesHaveTheSameCallsAndAreAccepted() throws Exception {
    List<Weaving> all = new ArrayList<>(Pgjdbc.firstWeavings());
    all.addAll(Pgjdbc.laterWeavings());
    ClassLoader loader = getClass().getClassLoader();
    int woven = 0;
    for (Weaving weaving : all) {
      if (loader.getResource(weaving.target() + ".class") == null) {
        continue;
      }
      byte[] before = bytes(weaving.target());
      assertTrue(
          new ClassShape(new ClassReader(before), List.of(weaving)).isJava(), weaving.target());
      byte[] ours = Weaver.weave(weaving.target(), before, List.of(weaving));
      byte[] judge = ByteBuddyWeaver.weave(loader, weaving.target(), before, List.of(weaving));
      assertNotNull(ours, weaving.target());
      assertNotNull(judge, weaving.target());
      assertEquals(calls(judge), calls(ours), weaving.target());
      String name = weaving.target().replace('/', '.');
      define(Map.of(name, ours), name);
      woven++;
    }
    assertTrue(woven > 10, () -> "classes of the driver");
  }

  /** What each method of the class returns or throws, and the object's state after it. */
  private static List<String> results(Class<?> type) throws ReflectiveOperationException {
    List<String> results = new ArrayList<>();
    for (int first : new int[] {0, 5}) {
      Object shapes = type.getConstructor(InputStream.class, int.class)
          .newInstance(new ByteArrayInputStream(new byte[7]), first);
      results.add(result(type, shapes, "beginsWithALoop", 1L, 3));
      results.add(result(type, shapes, "throwsAndCatches", "text"));
      results.add(result(type, shapes, "throwsAndCatches", "t"));
      results.add(result(type, null, "ofAClass", 1.5, 2.5f, null));
      results.add(result(type, shapes, "forgetsItsArgument", "request", "response"));
      results.add(result(type, shapes, "startTimer"));
      results.add(result(type, shapes, "neverReturns", "it"));
      results.add(result(type, shapes, "key", 1, 2, new char[3], new byte[4], 5));
      results.add(result(type, shapes, "state"));
    }
    results.add("around " + Shapes.around());
    return results;
  }

  private static String result(
      Class<?> type, @Nullable Object shapes, String name, @Nullable Object... arguments)
      throws IllegalAccessException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        try {
          Object result = method.invoke(shapes, arguments);
          return name
              + ' '
              + (result instanceof byte[] ? ((byte[]) result)[0] : String.valueOf(result));
        } catch (InvocationTargetException thrown) {
          return name + ' ' + thrown.getCause();
        }
      }
    }
    throw new AssertionError(name);
  }

  @ParameterizedTest
  @CsvSource({
    "beginsWithALoop, PoolAdvice.borrow",
    "beginsWithALoop, TripAdvice",
    "throwsAndCatches, TripAdvice",
    "throwsAndCatches, ConnectAdvice.timeZone",
    "ofAClass, TripAdvice",
    "forgetsItsArgument, WorkAdvice.answered",
    "forgetsItsArgument, TripAdvice",
    "startTimer, TripAdvice",
    "startTimer, TimeoutAdvice.end",
    "neverReturns, TripAdvice",
    "neverReturns, WorkAdvice.first",
    "key, ConnectAdvice.saltedPassword",
    "<init>(Ljava/io/InputStream;, StreamAdvice.wrap",
    "state, ConnectionAdvice.cancel",
    "state, PoolAdvice.close"
  })
  void everyShapeGivesTheSame(String method, String advice) throws Exception {
    assertSame(Weaving.into(SHAPES).advise(bound(advice, TripKind.ROLLBACK), method));
  }

  private static BoundAdvice bound(String advice, TripKind kind) {
    return BoundAdvice.of(advice).with("kind", kind).with("product", 100_000).with("work", 100_000);
  }

  @Test
  void adviceInsideOfAdviceGivesTheSame() throws Exception {
    assertSame(Weaving.into(SHAPES)
        .advise("PoolAdvice.borrow", "beginsWithALoop", "throwsAndCatches", "key")
        .advise(
            bound("TripAdvice", TripKind.ROLLBACK),
            "beginsWithALoop",
            "throwsAndCatches",
            "neverReturns")
        .advise(bound("TripAdvice", TripKind.COPY), "throwsAndCatches", "startTimer")
        .advise("ConnectAdvice.timeZone", "throwsAndCatches")
        .advise("MigrationAdvice", "key", "state"));
  }

  private static void assertSame(Weaving weaving) throws Exception {
    ClassLoader loader = WovenLikeByteBuddyTest.class.getClassLoader();
    byte[] before = bytes(weaving.target());
    List<Weaving> weavings = List.of(weaving);
    byte[] judge = ByteBuddyWeaver.weave(loader, weaving.target(), before, weavings);
    byte[] ours = Weaver.weave(weaving.target(), before, weavings);
    assertNotNull(ours);
    assertNotNull(judge);
    assertEquals(calls(judge), calls(ours));
    List<String> expected = results(define(Map.of(SHAPES, judge), SHAPES));
    assertEquals(expected, results(define(Map.of(SHAPES, ours), SHAPES)));
  }
}
