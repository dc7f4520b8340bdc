package io.tripmeter.boot;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes from below {@value #ROOT} in its jar, where no other loader finds them. Its parent is the platform's
 * loader: it sees the JDK, whatever modules the image has, and {@code boot}, but nothing of the application.
 */
public final class AgentClassLoader extends ClassLoader {
  private static final String ROOT = "io/tripmeter/isolated/";
  private static final AtomicBoolean CLAIMED = new AtomicBoolean();

  static {
    registerAsParallelCapable();
  }

  private final Set<String> packages = ConcurrentHashMap.newKeySet();
  private final JarFile jar;
  private final String jarUrl;

  /** Asked for once: where a security manager is, applications may not. */
  private final ProtectionDomain domain = AgentClassLoader.class.getProtectionDomain();

  public AgentClassLoader(File file) throws IOException {
    super(ClassLoader.getSystemClassLoader().getParent());
    // It is not signed, so there is nothing to verify.
    jar = new JarFile(file, false);
    jarUrl = "jar:" + file.toURI() + "!/";
  }

  /**
   * A loader for this JVM's agent, or null if one is attached already: the second {@code -javaagent} of the same finds it running.
   *
   * <p>Its type is not told: the verifier would load this class with the caller, before the bootstrap loader can find it.
   */
  public static @Nullable ClassLoader claim(File file) throws IOException {
    return CLAIMED.compareAndSet(false, true) ? new AgentClassLoader(file) : null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = bytes(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot <= 0) {
      return;
    }
    String name = className.substring(0, dot);
    if (packages.add(name)) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException definedAlready) {
        // From Java 9 on the JVM may have been first.
      }
    }
  }

  private byte @Nullable [] bytes(String path) {
    JarEntry entry = jar.getJarEntry(ROOT + path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = new byte[(int) entry.getSize()];
      int length = 0;
      while (length < bytes.length) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return null;
        }
        length += read;
      }
      return bytes;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The agent's own resources are read from the jar directly, because opening a URL costs more. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] own = bytes(name);
    return own != null ? new ByteArrayInputStream(own) : super.getResourceAsStream(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String root = jar.getJarEntry(ROOT + name) != null
        ? ROOT
        : name.startsWith("io/tripmeter/") && jar.getJarEntry(name) != null ? "" : null;
    if (root == null) {
      return null;
    }
    try {
      return new URL(jarUrl + root + name);
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }
}
