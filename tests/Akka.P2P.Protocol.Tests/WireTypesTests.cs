namespace Akka.P2P.Protocol.Tests;

using System.Globalization;
using System.Reflection;
using System.Text;
using Xunit.Abstractions;

/// <summary>
/// The wire is frozen: names, members and numbers. A change of TestData/wire.txt is a change of the protocol and is reviewed as one.
/// </summary>
public sealed class WireTypesTests(ITestOutputHelper output)
{
    [Fact]
    public void The_wire_is_what_the_frozen_list_says()
    {
        var actual = Describe();
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "wire.txt")).ReplaceLineEndings("\n");
        if (actual != expected)
            output.WriteLine(actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Nothing_that_could_do_harm_can_be_constructed()
    {
        foreach (var type in WireTypes.AllowList)
        {
            Assert.False(typeof(Delegate).IsAssignableFrom(type), $"{type} is a delegate");
            Assert.False(type == typeof(object) || type.IsInterface || type.IsPointer || type == typeof(Type), $"{type} is open");
            var home = type.IsArray ? type.GetElementType()! : type;
            Assert.True(
                home.Namespace!.StartsWith("Akka.P2P.", StringComparison.Ordinal) || home.IsPrimitive || home == typeof(string)
                || home == typeof(Guid) || home.Name.StartsWith("ImmutableArray", StringComparison.Ordinal),
                $"{type} is none of ours");
        }
    }

    [Fact]
    public void Every_message_is_sealed_and_either_wire_or_local()
    {
        foreach (var type in WireTypes.Messages)
        {
            Assert.True(type.IsSealed, $"{type} is not sealed");
            Assert.False(type.IsAssignableTo(typeof(ILocalMessage)), $"{type} is both");
        }
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        var types = WireTypes.AllowList.Where(t => t.Namespace!.StartsWith("Akka.P2P.", StringComparison.Ordinal) && !t.IsArray);
        foreach (var type in types.OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName);
            if (type.IsEnum)
            {
                foreach (var value in Enum.GetValuesAsUnderlyingType(type))
                    text.Append(CultureInfo.InvariantCulture, $" {Enum.GetName(type, value)}={value}");
            }
            else
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                    text.Append(CultureInfo.InvariantCulture, $" {Plain(field.Name)}:{Name(field.FieldType)}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Plain(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
