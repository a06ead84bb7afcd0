namespace Akka.Serialization;

using System.Globalization;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

/// <summary>
/// Writes references, addresses and the like as their surrogates, and the numbers that JSON can't tell apart as
/// <c>{"$":"I1"}</c> (I int, F float, M decimal), so that a member of type object comes back as what it was.
/// </summary>
internal sealed class SurrogateConverter(ExtendedActorSystem system) : JsonConverter
{
    public override bool CanConvert(Type objectType) =>
        objectType == typeof(int) || objectType == typeof(float) || objectType == typeof(decimal)
        || objectType == typeof(object) || typeof(ISurrogated).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case int number:
                WriteNumber(writer, 'I', number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case float number:
                WriteNumber(writer, 'F', number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case decimal number:
                WriteNumber(writer, 'M', number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case ISurrogated surrogated:
                serializer.Serialize(writer, surrogated.ToSurrogate(system));
                break;
            default:
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
        }
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var read = serializer.Deserialize(reader);
        var value = read switch
        {
            ISurrogate surrogate => surrogate.FromSurrogate(system),
            JObject { Count: 1 } fields when fields["$"] is JValue { Value: string text } => ReadNumber(text),
            _ => read,
        };
        if (value is null || objectType == typeof(object) || objectType.IsInstanceOfType(value) || value is ISurrogated)
            return value;
        // Plain numbers are understood too, whoever wrote them.
        return value is IConvertible && typeof(IConvertible).IsAssignableFrom(objectType)
            ? Convert.ChangeType(value, objectType, CultureInfo.InvariantCulture)
            : throw new SerializationException($"Expected a value of [{objectType.TypeQualifiedName()}], found one of [{value.GetType().TypeQualifiedName()}].");
    }

    private static void WriteNumber(JsonWriter writer, char kind, string digits)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("$");
        writer.WriteValue(kind + digits);
        writer.WriteEndObject();
    }

    private static object ReadNumber(string text) => text switch
    {
        ['I', .. var digits] => int.Parse(digits, NumberFormatInfo.InvariantInfo),
        ['F', .. var digits] => float.Parse(digits, NumberFormatInfo.InvariantInfo),
        ['M', .. var digits] => decimal.Parse(digits, NumberFormatInfo.InvariantInfo),
        _ => throw new SerializationException("A number in JSON is marked by I, F or M."),
    };
}
