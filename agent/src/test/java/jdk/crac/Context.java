package jdk.crac;

/** As of a JVM that makes checkpoints. */
public abstract class Context<R extends Resource> implements Resource {
  public abstract void register(R resource);
}
