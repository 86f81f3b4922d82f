package dev.sluice.core.plugin;

import dev.sluice.core.error.Contributed;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component of a user's plugin behind the interface of its kind: each call goes through {@link PluginCall}, and so does each
 * call of what it returns, such as an optimizer's run. Sluice's own components are not guarded.
 */
public final class GuardedComponent implements InvocationHandler {
    private final PluginCall call;
    private final Object target;

    private GuardedComponent(PluginCall call, Object target) {
        this.call = call;
        this.target = target;
    }

    /** A component behind its kind. */
    static <T> T of(Class<T> kind, T target, PluginCall call) {
        return kind.cast(guarded(kind, target, call));
    }

    private static Object guarded(Class<?> kind, Object target, PluginCall call) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        interfaces.add(kind);
        interfaces.add(Contributed.class);
        for (Class<?> other : target.getClass().getInterfaces()) {
            if (Modifier.isPublic(other.getModifiers()) && other.getName().startsWith(PluginCall.LIBRARY)) {
                interfaces.add(other);
            }
        }
        return Proxy.newProxyInstance(
                kind.getClassLoader(), interfaces.toArray(Class<?>[]::new), new GuardedComponent(call, target));
    }

    /** The class of a component, whether it is guarded or not. */
    public static Class<?> typeOf(Object component) {
        return handler(component)
                .<Class<?>>map(guard -> guard.target.getClass())
                .orElse(component.getClass());
    }

    private static Optional<GuardedComponent> handler(@Nullable Object component) {
        return component != null
                        && Proxy.isProxyClass(component.getClass())
                        && Proxy.getInvocationHandler(component) instanceof GuardedComponent guard
                ? Optional.of(guard)
                : Optional.empty();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
            Object other = arguments[0];
            return target.equals(
                    handler(other).<Object>map(guard -> guard.target).orElse(other));
        }
        if (method.getDeclaringClass() == Contributed.class) {
            return call.who();
        }
        Class<?> type = method.getReturnType();
        if (type.isPrimitive()) {
            return call.run(method.getName(), () -> invoke(method, arguments));
        }
        Object result;
        try {
            result = call.value(method.getName(), () -> invoke(method, arguments));
        } catch (PluginException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw failure;
        }
        result = GuardedElements.of(result, method.getName(), call);
        // What a component returns is a plugin's, too, if an interface of the library is promised: a run, a count.
        return type.isInterface()
                        && !type.isSealed()
                        && type.getName().startsWith(PluginCall.LIBRARY)
                        && !Proxy.isProxyClass(result.getClass())
                ? guarded(type, result, call)
                : result;
    }

    private @Nullable Object invoke(Method method, Object @Nullable [] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
