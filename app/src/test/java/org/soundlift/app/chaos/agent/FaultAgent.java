package org.soundlift.app.chaos.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts calls of {@link FaultPoints} into a process while its classes are loaded: at each {@link Point}, and instead of its clock. */
public final class FaultAgent implements ClassFileTransformer {
    private static final ClassDesc POINTS = ClassDesc.of("org.soundlift.app.chaos.agent.FaultPoints");
    private static final ClassDesc CLOCK = ClassDesc.of("java.time.Clock");
    private static final String WIRING = "org/soundlift/app/wiring/Wiring";

    /** @param arguments the folder of orders, and the name of this process, with a comma between them */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] parts = arguments.split(",", 2);
        FaultPoints.begin(Path.of(parts[0]), parts[1]);
        instrumentation.addTransformer(new FaultAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        List<Point> points = Arrays.stream(Point.values())
                .filter(point -> point.className.equals(name))
                .toList();
        if (points.isEmpty() && !WIRING.equals(name)) {
            return null;
        }
        try {
            ClassFile classes = ClassFile.of();
            ClassModel parsed = classes.parse(bytes);
            return classes.transformClass(parsed, transform(points));
        } catch (RuntimeException | Error e) { // The JVM would say nothing, and the point would be missing.
            e.printStackTrace();
            throw e;
        }
    }

    private static ClassTransform transform(List<Point> points) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                builder.transformMethod(
                        method, java.lang.classfile.MethodTransform.transformingCode(code(method, points)));
            } else {
                builder.with(element);
            }
        };
    }

    private static CodeTransform code(MethodModel method, List<Point> points) {
        List<Point> here = points.stream()
                .filter(point -> method.methodName().equalsString(point.method))
                .toList();
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                call(builder, Point.Side.ENTRY);
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                if (element instanceof ReturnInstruction) {
                    call(builder, Point.Side.EXIT);
                }
                if (element instanceof InvokeInstruction invoke
                        && invoke.owner().asInternalName().equals("java/time/Clock")
                        && invoke.name().equalsString("systemUTC")) {
                    builder.invokestatic(POINTS, "clock", MethodTypeDesc.of(CLOCK));
                } else {
                    builder.with(element);
                }
            }

            private void call(CodeBuilder builder, Point.Side side) {
                for (Point point : here) {
                    if (point.side == side) {
                        builder.ldc(point.name());
                        load(builder, point.parameter);
                        builder.invokestatic(
                                POINTS,
                                "reached",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_Object));
                    }
                }
            }

            private static void load(CodeBuilder builder, int parameter) {
                if (parameter < 0) {
                    builder.aconst_null();
                } else {
                    builder.loadLocal(TypeKind.REFERENCE, builder.parameterSlot(parameter));
                }
            }
        };
    }
}
