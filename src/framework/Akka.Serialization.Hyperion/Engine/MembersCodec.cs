namespace Hyperion.Internal;

using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Akka.Util;

/// <summary>Objects and structs, field by field. Objects are made without their constructors.</summary>
internal sealed class MembersCodec : TypeCodec
{
    /// <summary>What of an exception travels; the rest belongs to the process that threw it.</summary>
    private static readonly string[] OfException = ["_message", "_innerException", "_HResult", "_source", "_helpURL", StackTraceField];

    private const string StackTraceField = "_remoteStackTraceString";

    private readonly FrozenDictionary<string, Member> _members;
    private readonly bool _isLeaf;
    private readonly Action<WireWriter, object> _write;
    private readonly Action<WireReader, object> _fill;

    public MembersCodec(Type type, CodecTable codecs)
        : this(type, codecs, MembersOf(type))
    {
    }

    private MembersCodec(Type type, CodecTable codecs, Member[] members)
        : base(type, WireShape.Members, codecs, [.. members.Select(member => member.Kind)], [.. members.Select(member => member.Name)])
    {
        _members = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);
        _isLeaf = codecs.IsSurrogate(type) || typeof(ISurrogate).IsAssignableFrom(type) || IsTuple(type);
        _write = MakeWrite(type, members);
        _fill = MakeFill(type, members);
    }

    public Member? Find(string name) => _members.GetValueOrDefault(name);

    public override void Write(WireWriter writer, object value) => _write(writer, value);

    public override object Read(WireReader reader, WireType type, int index)
    {
        var instance = RuntimeHelpers.GetUninitializedObject(Type);
        // Nobody may get hold of a surrogate in place of what it stands for, nor of a tuple within itself.
        if (!_isLeaf)
            reader.Publish(index, instance);
        if (type.Plan is not { } plan)
        {
            _fill(reader, instance);
            return instance;
        }

        for (var i = 0; i < plan.Length; i++)
        {
            if (plan[i] is { } member)
                member.ReadInto(reader, instance, type.Kinds[i]);
            else
                reader.Skip(type.Kinds[i]);
        }

        return instance;
    }

    /// <summary>Made at once and compared by its items: one within itself exists in hostile bytes only, and its hash code would never end.</summary>
    private static bool IsTuple(Type type) => type.FullName!.StartsWith("System.Tuple`", StringComparison.Ordinal);

    private static Member[] MembersOf(Type type)
    {
        var members = new List<Member>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var chain = new Stack<Type>();
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
            chain.Push(level);
        foreach (var level in chain)
        {
            var fields = level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            foreach (var field in fields.OrderBy(field => field.MetadataToken))
            {
                if (field.IsDefined(typeof(NonSerializedAttribute)) || (level == typeof(Exception) && !OfException.Contains(field.Name)))
                    continue;
                if (field.FieldType.IsPointer || field.FieldType.IsFunctionPointer || field.FieldType.IsByRef || field.FieldType.IsByRefLike)
                    throw new SerializationException($"[{type}] can't be serialized: its field {field.Name} is a pointer.");
                var name = PropertyName(field.Name);
                members.Add(new Member(field, names.Add(name) ? name : Unique($"{level.Name}.{name}")));
            }
        }

        return [.. members];

        string Unique(string name)
        {
            while (!names.Add(name))
                name += "'";
            return name;
        }
    }

    /// <summary>The property's name for the fields that compilers make for properties and parameters, so that either may become the other.</summary>
    private static string PropertyName(string field)
    {
        var close = field.StartsWith('<') ? field.IndexOf('>', StringComparison.Ordinal) : -1;
        return close > 1 ? field[1..close] : field;
    }

    private static string? StackTraceOf(object exception) => ((Exception)exception).StackTrace;

    private static Action<WireWriter, object> MakeWrite(Type type, Member[] members)
    {
        var method = new DynamicMethod("Write", null, [typeof(WireWriter), typeof(object)], typeof(MembersCodec).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        foreach (var member in members)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            if (member.Field.DeclaringType == typeof(Exception) && member.Field.Name == StackTraceField)
            {
                il.Emit(OpCodes.Call, typeof(MembersCodec).GetMethod(nameof(StackTraceOf), BindingFlags.Static | BindingFlags.NonPublic)!);
            }
            else
            {
                il.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, member.Field.DeclaringType!);
                il.Emit(OpCodes.Ldfld, member.Field);
            }

            if (member.Kind == WireKind.Any && member.Field.FieldType.IsValueType)
                il.Emit(OpCodes.Box, member.Field.FieldType);
            il.Emit(OpCodes.Call, Slots.Writer(member.Kind));
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<WireWriter, object>>();
    }

    private static Action<WireReader, object> MakeFill(Type type, Member[] members)
    {
        var readAny = typeof(WireReader).GetMethods().Single(method => method is { Name: nameof(WireReader.Any), IsGenericMethodDefinition: true });
        var fill = new DynamicMethod("Fill", null, [typeof(WireReader), typeof(object)], typeof(MembersCodec).Module, skipVisibility: true);
        var il = fill.GetILGenerator();
        foreach (var member in members)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, member.Field.DeclaringType!);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, member.Kind == WireKind.Any ? readAny.MakeGenericMethod(member.Field.FieldType) : Slots.Reader(member.Kind));
            il.Emit(OpCodes.Stfld, member.Field);
        }

        il.Emit(OpCodes.Ret);
        return fill.CreateDelegate<Action<WireReader, object>>();
    }
}
