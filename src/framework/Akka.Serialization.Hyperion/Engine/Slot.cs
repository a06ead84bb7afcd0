namespace Hyperion.Internal;

using System.Reflection.Emit;

/// <summary>How an element that is declared as <typeparamref name="T"/> is written and read.</summary>
internal static class Slot<T>
{
    public static readonly WireKind Kind = Slots.Of(typeof(T));
    public static readonly Action<WireWriter, T> Write = MakeWrite();
    public static readonly Func<WireReader, T> Read = MakeRead();

    private static Action<WireWriter, T> MakeWrite()
    {
        if (Kind == WireKind.Any)
            return static (writer, value) => writer.Any(value);
        var method = new DynamicMethod("WriteSlot", null, [typeof(WireWriter), typeof(T)], typeof(WireWriter).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, Slots.Writer(Kind));
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<WireWriter, T>>();
    }

    private static Func<WireReader, T> MakeRead()
    {
        if (Kind == WireKind.Any)
            return static reader => reader.Any<T>();
        var method = new DynamicMethod("ReadSlot", typeof(T), [typeof(WireReader)], typeof(WireReader).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Slots.Reader(Kind));
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<WireReader, T>>();
    }
}
