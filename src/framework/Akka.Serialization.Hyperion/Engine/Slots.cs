namespace Hyperion.Internal;

using System.Collections.Frozen;
using System.Reflection;

/// <summary>The kinds of slots: which type has which, and the methods that write and read them.</summary>
internal static class Slots
{
    private static readonly FrozenDictionary<Type, WireKind> Kinds = new Dictionary<Type, WireKind>
    {
        [typeof(bool)] = WireKind.Bool,
        [typeof(byte)] = WireKind.Byte,
        [typeof(sbyte)] = WireKind.SByte,
        [typeof(short)] = WireKind.Int16,
        [typeof(ushort)] = WireKind.UInt16,
        [typeof(int)] = WireKind.Int32,
        [typeof(uint)] = WireKind.UInt32,
        [typeof(long)] = WireKind.Int64,
        [typeof(ulong)] = WireKind.UInt64,
        [typeof(char)] = WireKind.Char,
        [typeof(float)] = WireKind.Single,
        [typeof(double)] = WireKind.Double,
        [typeof(decimal)] = WireKind.Decimal,
        [typeof(Guid)] = WireKind.Guid,
        [typeof(DateTime)] = WireKind.DateTime,
        [typeof(DateTimeOffset)] = WireKind.DateTimeOffset,
        [typeof(TimeSpan)] = WireKind.TimeSpan,
    }.ToFrozenDictionary();

    /// <summary>The kind of a member or element that is declared as this type.</summary>
    public static WireKind Of(Type declared) => Kinds.GetValueOrDefault(declared.IsEnum ? declared.GetEnumUnderlyingType() : declared);

    /// <summary>The kind of a value that has this type; <see cref="WireKind.Any"/> if it needs a description.</summary>
    public static WireKind OfValue(Type type)
    {
        if (type == typeof(string))
            return WireKind.String;
        if (type == typeof(byte[]))
            return WireKind.Bytes;
        if (type == typeof(Uri))
            return WireKind.Uri;
        if (type == typeof(Version))
            return WireKind.Version;
        if (typeof(Type).IsAssignableFrom(type))
            return WireKind.Type;
        return type == typeof(object) ? WireKind.PlainObject : Kinds.GetValueOrDefault(type);
    }

    /// <summary>Bytes of an element in memory; 0 for kinds that are never written raw.</summary>
    public static int RawSize(WireKind kind) => kind switch
    {
        WireKind.Byte or WireKind.SByte => 1,
        WireKind.Int16 or WireKind.UInt16 or WireKind.Char => 2,
        WireKind.Int32 or WireKind.UInt32 or WireKind.Single => 4,
        WireKind.Int64 or WireKind.UInt64 or WireKind.Double => 8,
        _ => 0,
    };

    public static MethodInfo Writer(WireKind kind) => typeof(WireWriter).GetMethod(kind.ToString())!;

    public static MethodInfo Reader(WireKind kind) => typeof(WireReader).GetMethod(kind.ToString(), Type.EmptyTypes)!;

    public static void Write(WireWriter writer, WireKind kind, object value)
    {
        switch (kind)
        {
            case WireKind.Bool:
                writer.Bool((bool)value);
                break;
            case WireKind.Byte:
                writer.Byte((byte)value);
                break;
            case WireKind.SByte:
                writer.SByte((sbyte)value);
                break;
            case WireKind.Int16:
                writer.Int16((short)value);
                break;
            case WireKind.UInt16:
                writer.UInt16((ushort)value);
                break;
            case WireKind.Int32:
                writer.Int32((int)value);
                break;
            case WireKind.UInt32:
                writer.UInt32((uint)value);
                break;
            case WireKind.Int64:
                writer.Int64((long)value);
                break;
            case WireKind.UInt64:
                writer.UInt64((ulong)value);
                break;
            case WireKind.Char:
                writer.Char((char)value);
                break;
            case WireKind.Single:
                writer.Single((float)value);
                break;
            case WireKind.Double:
                writer.Double((double)value);
                break;
            case WireKind.Decimal:
                writer.Decimal((decimal)value);
                break;
            case WireKind.Guid:
                writer.Guid((Guid)value);
                break;
            case WireKind.DateTime:
                writer.DateTime((DateTime)value);
                break;
            case WireKind.DateTimeOffset:
                writer.DateTimeOffset((DateTimeOffset)value);
                break;
            case WireKind.TimeSpan:
                writer.TimeSpan((TimeSpan)value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    public static object Read(WireReader reader, WireKind kind) => kind switch
    {
        WireKind.Bool => reader.Bool(),
        WireKind.Byte => reader.Byte(),
        WireKind.SByte => reader.SByte(),
        WireKind.Int16 => reader.Int16(),
        WireKind.UInt16 => reader.UInt16(),
        WireKind.Int32 => reader.Int32(),
        WireKind.UInt32 => reader.UInt32(),
        WireKind.Int64 => reader.Int64(),
        WireKind.UInt64 => reader.UInt64(),
        WireKind.Char => reader.Char(),
        WireKind.Single => reader.Single(),
        WireKind.Double => reader.Double(),
        WireKind.Decimal => reader.Decimal(),
        WireKind.Guid => reader.Guid(),
        WireKind.DateTime => reader.DateTime(),
        WireKind.DateTimeOffset => reader.DateTimeOffset(),
        WireKind.TimeSpan => reader.TimeSpan(),
        _ => throw Wire.Bad($"it has a value of the unknown kind {(int)kind}"),
    };
}
