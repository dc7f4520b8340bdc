package jdk.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** As of a JVM that makes checkpoints: its resources are told of one, and are held weakly. The process goes on. */
public final class Core {
  private static final List<WeakReference<Resource>> RESOURCES = new ArrayList<>();
  private static final Context<Resource> GLOBAL = new Context<Resource>() {
    @Override
    public void register(Resource resource) {
      RESOURCES.add(new WeakReference<>(resource));
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      for (WeakReference<Resource> each : RESOURCES) {
        Resource resource = each.get();
        if (resource != null) {
          resource.beforeCheckpoint(this);
        }
      }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      for (WeakReference<Resource> each : RESOURCES) {
        Resource resource = each.get();
        if (resource != null) {
          resource.afterRestore(this);
        }
      }
    }
  };

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL;
  }
}
