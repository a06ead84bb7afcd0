namespace Hyperion.Internal;

using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Serialization;

/// <summary>A field that travels.</summary>
internal sealed class Member(FieldInfo field, string name)
{
    private Action<object, object?>? _set;

    public FieldInfo Field { get; } = field;

    public string Name { get; } = name;

    public WireKind Kind { get; } = Slots.Of(field.FieldType);

    /// <summary>Reads a slot of the sender's kind into the field: the way for layouts that differ.</summary>
    public void ReadInto(WireReader reader, object instance, WireKind kind)
    {
        var value = kind == WireKind.Any ? reader.Any() : Slots.Read(reader, kind);
        _set ??= MakeSetter();
        _set(instance, Fit(value));
    }

    private object? Fit(object? value)
    {
        var type = Nullable.GetUnderlyingType(Field.FieldType) ?? Field.FieldType;
        if (value is null)
            return Field.FieldType.IsValueType && type == Field.FieldType ? throw Different(value) : null;
        if (type.IsInstanceOfType(value))
            return value;
        if (value is not IConvertible || value is string || !typeof(IConvertible).IsAssignableFrom(type) || type == typeof(string))
            throw Different(value);
        // A number that became another number: fine as long as it fits.
        return type.IsEnum
            ? Enum.ToObject(type, Convert.ChangeType(value, type.GetEnumUnderlyingType(), CultureInfo.InvariantCulture))
            : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private SerializationException Different(object? value) =>
        new($"[{Field.DeclaringType}].{Name} is a [{Field.FieldType}], and the bytes have a [{value?.GetType().ToString() ?? "null"}] for it.");

    private Action<object, object?> MakeSetter()
    {
        var method = new DynamicMethod("Set", null, [typeof(object), typeof(object)], typeof(Member).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(Field.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, Field.DeclaringType);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Unbox_Any, Field.FieldType);
        il.Emit(OpCodes.Stfld, Field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<object, object?>>();
    }
}
